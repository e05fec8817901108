package io.millrace.cdc;

import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.change.OversizedChange;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.change.Topics;
import io.millrace.contracts.pipeline.Pipeline;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that a pipeline has published, from the beginning of its topics to their end. */
final class PublishedChanges {
    private static final ChangeCodec CODEC = new ChangeCodec();

    /** Of all pipelines, by topic: tests ask again and again until something has come. */
    private static final Map<String, TopicLog<Entry>> LOGS = new ConcurrentHashMap<>();

    private final String bootstrap;
    private final Topics topics;
    private final Pipeline pipeline;

    PublishedChanges(String bootstrap, Pipeline pipeline) {
        this.bootstrap = bootstrap;
        this.pipeline = pipeline;
        this.topics = new Topics(pipeline.name());
    }

    /** A change, what stands in the place of one, progress or a note, with its place. */
    record Entry(
            int partition,
            long offset,
            byte[] key,
            Change change,
            OversizedChange oversized,
            Progress progress,
            TableNote note) {}

    /** The records of a table's topic, each partition in order. */
    List<Entry> entries(TableId table) {
        TopicLog<Entry> log =
                LOGS.computeIfAbsent(topics.changes(table), topic -> new TopicLog<>(topic, PublishedChanges::entry));
        try (var consumer = new KafkaConsumer<byte[], byte[]>(properties())) {
            return log.read(consumer);
        }
    }

    /** The changes of a table in the order of their place in the log; a truncate once for each partition. */
    List<Change> changes(String table) {
        return entries(TableId.parse(table)).stream()
                .map(Entry::change)
                .filter(change -> change != null)
                .sorted(Comparator.comparingLong(Change::lsn))
                .toList();
    }

    /** The notes on a table's rows, by partition. */
    Map<Integer, List<TableNote>> notes(String table) {
        return notes(table, kind -> kind != TableNote.Kind.SHAPED);
    }

    /** The notes of some kinds on a table, by partition. */
    Map<Integer, List<TableNote>> notes(String table, Predicate<TableNote.Kind> kinds) {
        return entries(TableId.parse(table)).stream()
                .filter(entry -> entry.note() != null && kinds.test(entry.note().kind()))
                .collect(Collectors.groupingBy(Entry::partition, Collectors.mapping(Entry::note, Collectors.toList())));
    }

    /** The latest progress that every partition of every topic has, if all have one. */
    Optional<Progress> progress() {
        List<Progress> latest = new ArrayList<>();
        for (TableId table : pipeline.source().tables()) {
            Map<Integer, Progress> byPartition = new HashMap<>();
            entries(table).stream()
                    .filter(entry -> entry.progress() != null)
                    .forEach(entry -> byPartition.put(entry.partition(), entry.progress()));
            if (byPartition.size() < pipeline.source().partitions()) {
                return Optional.empty();
            }
            latest.addAll(byPartition.values());
        }
        return latest.stream().min(Comparator.comparing(Progress::position));
    }

    /** All schemas by id. */
    Map<String, TableSchema> schemas() {
        Map<String, TableSchema> schemas = new HashMap<>();
        read(topics.schemas())
                .forEach(record -> schemas.put(
                        new String(record.key(), StandardCharsets.UTF_8),
                        TableSchema.parse(new String(record.value(), StandardCharsets.UTF_8))));
        return schemas;
    }

    /** How many records the topic of a table has; cheap. */
    long count(String table) {
        try (var consumer = new KafkaConsumer<byte[], byte[]>(properties())) {
            return consumer
                    .endOffsets(TopicLog.partitions(consumer, topics.changes(TableId.parse(table))))
                    .values()
                    .stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** Every record of every topic of the pipeline: keys, headers and values, as text. */
    List<String> everything() {
        List<String> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<byte[], byte[]>(properties())) {
            consumer.listTopics().keySet().stream()
                    .filter(topic -> topic.contains(pipeline.name()))
                    .flatMap(topic -> read(topic).stream())
                    .forEach(record -> records.add(text(record)));
        }
        return records;
    }

    /** When the first record of a topic was written whose value holds all of these words. */
    Instant written(String topic, String... words) {
        return read(topic).stream()
                .filter(record -> Stream.of(words).allMatch(utf8(record.value())::contains))
                .map(record -> Instant.ofEpochMilli(record.timestamp()))
                .findFirst()
                .orElseThrow();
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        var text = new StringBuilder(record.topic());
        text.append(' ').append(utf8(record.key())).append(' ').append(utf8(record.value()));
        record.headers()
                .forEach(header ->
                        text.append(' ').append(header.key()).append('=').append(utf8(header.value())));
        return text.toString();
    }

    private static String utf8(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static Entry entry(ConsumerRecord<byte[], byte[]> record) {
        String kind =
                new String(record.headers().lastHeader(ChangeCodec.KIND_HEADER).value(), StandardCharsets.UTF_8);
        return new Entry(
                record.partition(),
                record.offset(),
                record.key(),
                kind.equals(ChangeCodec.CHANGE_KIND) ? CODEC.decodeChange(record.value()) : null,
                kind.equals(ChangeCodec.OVERSIZED_KIND) ? CODEC.decodeOversized(record.value()) : null,
                kind.equals(ChangeCodec.PROGRESS_KIND) ? CODEC.decodeProgress(record.value()) : null,
                kind.equals(ChangeCodec.NOTE_KIND) ? CODEC.decodeNote(record.value()) : null);
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        try (var consumer = new KafkaConsumer<byte[], byte[]>(properties())) {
            return new TopicLog<>(topic, Function.identity()).read(consumer);
        }
    }

    private Map<String, Object> properties() {
        return Map.of(
                "bootstrap.servers",
                bootstrap,
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class,
                "allow.auto.create.topics",
                false);
    }
}
