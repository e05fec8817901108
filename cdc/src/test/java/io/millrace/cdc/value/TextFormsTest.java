package io.millrace.cdc.value;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PGInterval;

import static org.assertj.core.api.Assertions.assertThat;

class TextFormsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 year 2 mons 3 days 04:05:06.78",
                "-1 years -2 mons +3 days -04:05:06",
                "00:00:00",
                "1 mon",
                "-00:00:00.000001",
                "3 days",
                "-3 days +00:01:00"
            })
    void anIntervalComesBackAsItWas(String text) throws Exception {
        assertThat(IntervalText.of(new PGInterval(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(1.0,-2.5) | (1,-2.5)",
                "(1.0E10,1.0E15) | (10000000000,1e+15)",
                "(1.0E-4,1.25E-5) | (0.0001,1.25e-05)",
                "<(0.0,-0.0),3.0> | <(0,-0),3>"
            })
    void numbersOfAShapeAreWrittenAsPostgresDoes(String java, String postgres) {
        assertThat(GeometryText.of(java)).isEqualTo(postgres);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | []",
                "{1,NULL,3} | [1,null,3]",
                "{{1,2},{3,NULL}} | [[1,2],[3,null]]",
                "[0:1]={5,6} | [5,6]",
                "[1:1][-2:-1]={{1,2}} | [[1,2]]"
            })
    void arraysOfNumbersAreRead(String text, String json) {
        assertThat(CanonicalValue.of(ColumnType.array(ColumnType.of(Kind.INT32)), text)
                        .toString())
                .isEqualTo(json);
    }

    @Test
    void quotesInArraysAreTakenOff() {
        JsonNode texts = CanonicalValue.of(
                ColumnType.array(ColumnType.of(Kind.TEXT)), "{plain,\"a,b\",\"q\\\"\\\\\",\"NULL\",NULL,\"\",\"{}\"}");

        assertThat(texts.toString()).isEqualTo("[\"plain\",\"a,b\",\"q\\\"\\\\\",\"NULL\",null,\"\",\"{}\"]");
    }

    @Test
    void whatATypeCannotHoldTravelsAsItsText() {
        assertThat(CanonicalValue.of(ColumnType.decimal(14, 2), "NaN").textValue())
                .isEqualTo("NaN");
        assertThat(CanonicalValue.of(ColumnType.of(Kind.DATE), "infinity").textValue())
                .isEqualTo("infinity");
        assertThat(CanonicalValue.of(ColumnType.of(Kind.TIMESTAMP), "294276-12-31 23:59:59")
                        .textValue())
                .isEqualTo("294276-12-31 23:59:59");
        assertThat(CanonicalValue.of(ColumnType.array(ColumnType.of(Kind.INT32)), "{1,")
                        .textValue())
                .isEqualTo("{1,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "serial | 10 | 0 | int4",
                "int4 | - | - | int4",
                "numeric | 14 | 2 | numeric(14,2)",
                "numeric | 131089 | 0 | numeric",
                "varchar | 40 | - | varchar(40)",
                "varchar | 2147483647 | 0 | varchar",
                "_numeric | 10 | 2 | numeric(10,2)[]",
                "\"public\".\"mood\" | 2147483647 | 0 | mood"
            })
    void aTypeHasOneNameWhoeverDescribesIt(String typeName, Integer length, Integer scale, String expected) {
        assertThat(SourceTypes.of(typeName, optional(length), optional(scale))).isEqualTo(expected);
    }

    private static OptionalInt optional(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    @Test
    void aDecimalNeedsAScaleThatTheLakeHas() {
        assertThat(numeric(38, 38)).isEqualTo(ColumnType.decimal(38, 38));
        assertThat(numeric(39, 2)).isEqualTo(ColumnType.of(Kind.TEXT));
        assertThat(numeric(2, 3)).isEqualTo(ColumnType.of(Kind.TEXT));
        assertThat(numeric(5, -2)).isEqualTo(ColumnType.of(Kind.TEXT));
        assertThat(numeric(0, 0)).isEqualTo(ColumnType.of(Kind.TEXT));
    }

    private static ColumnType numeric(int precision, int scale) {
        return ColumnTypes.of(1700, "numeric", OptionalInt.of(precision), OptionalInt.of(scale));
    }
}
