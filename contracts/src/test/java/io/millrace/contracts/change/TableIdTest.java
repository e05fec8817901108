package io.millrace.contracts.change;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TableIdTest {
    private static final List<String> NAMES =
            List.of("orders", "my.schema", ".", "\"", "a\"b", "\"a.b\"", "Order Items", "a.\"b", "\"\".\"\"", "ü😀");

    static Stream<TableId> tables() {
        return NAMES.stream().flatMap(schema -> NAMES.stream().map(table -> new TableId(schema, table)));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyNameIsReadAsItWasWritten(TableId table) {
        assertThat(TableId.parse(table.toString())).isEqualTo(table);
    }

    @Test
    void noTwoTablesAreWrittenAlike() {
        assertThat(tables().map(TableId::toString)).doesNotHaveDuplicates();
    }

    @Test
    void plainNamesNeedNoQuotes() {
        assertThat(TableId.parse("orders")).isEqualTo(new TableId("public", "orders"));
        assertThat(TableId.parse("sales.daily.report")).isEqualTo(new TableId("sales", "daily.report"));
        assertThat(new TableId("sales", "daily.report")).hasToString("sales.daily.report");
    }

    @Test
    void namesMayBeQuotedAsInSql() {
        assertThat(TableId.parse("\"my.schema\".\"Order Items\"")).isEqualTo(new TableId("my.schema", "Order Items"));
        assertThat(TableId.parse("\"a.b\"")).isEqualTo(new TableId("public", "a.b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"open", "\"a\"b.c", "a.\"b\"c", "a.", ".b", "", "\"\".a"})
    void whatIsNoNameIsRefused(String text) {
        assertThatThrownBy(() -> TableId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
