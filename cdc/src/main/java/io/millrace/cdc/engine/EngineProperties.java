package io.millrace.cdc.engine;

import io.millrace.cdc.CdcConfig;
import io.millrace.cdc.source.SourceTable;
import io.millrace.cdc.value.CapturedColumns;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.Topics;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.Source;
import io.millrace.contracts.source.TextSession;
import java.util.Collection;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.connect.storage.KafkaOffsetBackingStore;

/** The settings of Debezium; those that lose data when left at their default say so. */
final class EngineProperties {
    /** Debezium's name for the pipeline. It appears in its own topic names, which nothing is written to, and its offsets. */
    static final String PREFIX = CaptureEngine.NAME;

    private EngineProperties() {}

    static Properties of(CdcConfig config, Pipeline pipeline, Collection<SourceTable> tables) {
        var properties = new Properties();
        properties.put("name", PREFIX);
        properties.put("topic.prefix", PREFIX);
        properties.put("connector.class", TextConnector.class.getName());
        // Two engines in one JVM with one name wait for each other's metrics: a minute, before they start without them.
        properties.put("custom.metric.tags", "pipeline=" + pipeline.name());
        source(properties, config, pipeline.source());
        tables(properties, pipeline.source(), tables);
        stream(properties);
        values(properties);
        offsets(properties, config, new Topics(pipeline.name()).offsets());
        memory(properties, config);
        return properties;
    }

    private static void source(Properties properties, CdcConfig config, Source source) {
        properties.put("database.hostname", source.host());
        properties.put("database.port", Integer.toString(source.port()));
        properties.put("database.dbname", source.database());
        properties.put("database.user", source.user());
        properties.put("database.password", source.password().reveal());
        properties.put("database.connection.factory.class", TypeConnections.class.getName());
        properties.put("driver.ApplicationName", "millrace-cdc");
        properties.put("driver.connectTimeout", "10");
        // The stream itself may be silent; what it asks may not, its farewell above all.
        properties.put(
                "driver.socketTimeout", Long.toString(config.answerWithin().toSeconds()));
        // The role or the database may have other styles; values are read in these.
        properties.put("driver.options", TextSession.OPTIONS);
        properties.put("plugin.name", "pgoutput");
        properties.put("slot.name", source.slot());
        // A dropped slot forgets where it was: the changes made while capture is down would be lost.
        properties.put("slot.drop.on.stop", "false");
        // Trust the offset alone; without validation a recreated slot skips what it never saw, in silence.
        properties.put("offset.mismatch.strategy", "trust_offset");
        // The default, all_tables, needs a superuser and captures what nobody asked for. Capture made it already.
        properties.put("publication.autocreate.mode", "disabled");
        properties.put("publication.name", source.publication());
        properties.put("publish.via.partition.root", "true");
        // Only what the offsets topic holds is confirmed to the server; the driver may not confirm on its own.
        properties.put("lsn.flush.mode", "connector");
    }

    private static void tables(Properties properties, Source source, Collection<SourceTable> tables) {
        properties.put(
                "table.include.list",
                source.tables().stream().map(EngineProperties::pattern).collect(Collectors.joining(",")));
        // The stream does not carry generated columns, so its schemas may not have them either.
        String generated = tables.stream()
                .flatMap(table -> table.columns().stream()
                        .filter(column -> column.generated())
                        .map(column -> pattern(table.id()) + "\\." + literal(column.name())))
                .collect(Collectors.joining(","));
        if (!generated.isEmpty()) {
            properties.put("column.exclude.list", generated);
        }
        // Debezium keys by primary key; a table identified by another index is keyed by that one's columns.
        String keys = tables.stream()
                .filter(table -> table.identity() == SourceTable.Identity.INDEX)
                .map(table -> pattern(table.id()) + ":"
                        + table.key().stream().map(EngineProperties::literal).collect(Collectors.joining(",")))
                .collect(Collectors.joining(";"));
        if (!keys.isEmpty()) {
            properties.put("message.key.columns", keys);
        }
    }

    private static void stream(Properties properties) {
        // Capture reads tables itself, beside the stream, and stores where the stream begins before the engine starts.
        properties.put("snapshot.mode", "no_data");
        // By default truncates are skipped, and the rows stay in the lake for ever.
        properties.put("skipped.operations", "none");
        // Changes are not compacted, so a delete needs no second record.
        properties.put("tombstones.on.delete", "false");
        // The end of each transaction, also of one that touched no captured table: what positions are made of.
        properties.put("provide.transaction.metadata", "true");
        // Messages of other applications mean nothing here; their transactions still move the position.
        properties.put("message.prefix.exclude.list", ".*");
        // A change that cannot be read stops capture: skipping it would lose it.
        properties.put("event.processing.failure.handling.mode", "fail");
        properties.put("event.converting.failure.handling.mode", "fail");
        // Capture starts a new engine itself after looking again whom it talks to. The default here is to try for ever.
        properties.put("errors.max.retries", "0");
        properties.put("slot.max.retries", "2");
        properties.put("slot.retry.delay.ms", "1000");
    }

    private static void values(Properties properties) {
        properties.put("converters", "columns");
        properties.put("columns.type", CapturedColumns.class.getName());
        // A column of a type that Debezium does not know is left out by default, with a warning alone.
        properties.put("include.unknown.datatypes", "true");
    }

    private static void offsets(Properties properties, CdcConfig config, String topic) {
        properties.put("offset.storage", KafkaOffsetBackingStore.class.getName());
        properties.put("bootstrap.servers", config.bootstrap());
        properties.put("offset.storage.topic", topic);
        properties.put("offset.storage.partitions", "1");
        properties.put("offset.storage.replication.factor", Short.toString(config.replication()));
        // The default is a minute, which is what a crash would publish again.
        properties.put(
                "offset.flush.interval.ms", Long.toString(config.offsetFlush().toMillis()));
        properties.put("offset.flush.timeout.ms", "30000");
    }

    private static void memory(Properties properties, CdcConfig config) {
        properties.put("max.batch.size", Integer.toString(config.batch()));
        properties.put("max.queue.size", Integer.toString(4 * config.batch()));
        // The default is no bound: wide rows of one large transaction would fill the memory.
        properties.put("max.queue.size.in.bytes", Long.toString(config.queueBytes()));
        properties.put("poll.interval.ms", "20");
    }

    private static String pattern(TableId table) {
        return literal(table.schema()) + "\\." + literal(table.table());
    }

    /** A pattern for exactly this name, free of the characters by which Debezium separates patterns. */
    private static String literal(String name) {
        var pattern = new StringBuilder();
        name.codePoints()
                .forEach(character -> pattern.append(
                        Character.isLetterOrDigit(character) || character == '_'
                                ? Character.toString(character)
                                : "\\x{%x}".formatted(character)));
        return pattern.toString();
    }
}
