package io.millrace.cdc.engine;

import io.millrace.cdc.CdcConfig;
import io.millrace.cdc.source.SourceColumn;
import io.millrace.cdc.source.SourceTable;
import io.millrace.cdc.source.SourceTable.Identity;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Settings;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EnginePropertiesTest {
    private static Properties properties(SourceTable... tables) {
        var pipeline = PipelineFile.parse(
                """
                source: {url: "jdbc:postgresql://db:5433/shop", user: u, password: p, tables: {'%1$s': {}}}
                recommend: {users: {table: '%1$s', id: id}, items: {table: '%1$s', id: id},
                            interactions: {b: {table: '%1$s', user: id, item: id, at: at}}}
                """
                        .formatted(tables[0].id()),
                name -> null);
        return EngineProperties.of(CdcConfig.from(Settings.parse("")), pipeline, List.of(tables));
    }

    private static SourceTable table(String name, Identity identity, String key, SourceColumn... columns) {
        return new SourceTable(
                TableId.parse(name),
                1,
                'r',
                'p',
                identity,
                List.of("id"),
                List.of(key),
                List.of(columns),
                true,
                false,
                false,
                Optional.empty());
    }

    @Test
    void metricsHaveTheNameOfThePipelineSoThatNoEngineWaitsForThoseOfAnother() {
        assertThat(properties(table("a", Identity.DEFAULT, "id"))).containsEntry("custom.metric.tags", "pipeline=shop");
    }

    @Test
    void noSettingThatLosesDataIsLeftAtItsDefault() {
        assertThat(properties(table("a", Identity.DEFAULT, "id")))
                .containsEntry("skipped.operations", "none")
                .containsEntry("slot.drop.on.stop", "false")
                .containsEntry("publication.autocreate.mode", "disabled")
                .containsEntry("offset.mismatch.strategy", "trust_offset")
                .containsEntry("lsn.flush.mode", "connector")
                .containsEntry("event.processing.failure.handling.mode", "fail")
                .containsEntry("event.converting.failure.handling.mode", "fail")
                .containsEntry("errors.max.retries", "0")
                .containsEntry("provide.transaction.metadata", "true")
                .containsEntry("include.unknown.datatypes", "true")
                .containsEntry("offset.flush.interval.ms", "1000")
                .containsEntry("max.queue.size.in.bytes", "33554432");
    }

    @Test
    void namesOfTablesMatchThemselvesAndNothingElse() {
        String pattern = (String)
                properties(table("public.a,b.c", Identity.DEFAULT, "id")).get("table.include.list");

        assertThat(pattern).doesNotContain(",");
        assertThat(Pattern.matches(pattern, "public.a,b.c")).isTrue();
        assertThat(Pattern.matches(pattern, "public.a,bxc")).isFalse();
    }

    @Test
    void aTableIsKeyedByItsIdentityIndexAndGeneratedColumnsAreLeftOut() {
        var generated = new SourceColumn("sum", "integer", 'N', true, true);

        Properties properties = properties(table("public.a", Identity.INDEX, "code", generated));

        assertThat(properties)
                .containsEntry("message.key.columns", "public\\.a:code")
                .containsEntry("column.exclude.list", "public\\.a\\.sum");
    }

    @Test
    void theNameOfAKeysColumnIsNoPattern() {
        assertThat(properties(table("public.a", Identity.INDEX, "id$")))
                .containsEntry("message.key.columns", "public\\.a:id\\x{24}");
    }
}
