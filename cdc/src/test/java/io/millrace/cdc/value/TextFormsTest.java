package io.millrace.cdc.value;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TextFormsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "790 | $0.00 | 0.00",
                "790 | -$92,233,720,368,547,758.08 | -92233720368547758.08",
                "791 | {\"$1,234.50\",NULL,-$0.01} | {\"1234.50\",NULL,-0.01}",
                "1020 | {(1,1),(0,0);NULL;(2,2),(0,0)} | {\"(1,1),(0,0)\",NULL,\"(2,2),(0,0)\"}",
                "1020 | {{(1,1),(0,0)};{(2,2),(0,0)}} | {{\"(1,1),(0,0)\"},{\"(2,2),(0,0)\"}}",
                "603 | (1,1),(0,0) | (1,1),(0,0)",
                "25 | $1,0;2 | $1,0;2"
            })
    void signsOfCurrencyAndOddSeparatorsAreTakenOff(int oid, String text, String expected) {
        assertThat(TextForm.of(oid).apply(text)).isEqualTo(expected);
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
                ColumnType.array(ColumnType.of(Kind.TEXT)),
                "{plain,a;b,\"a,b\",\"q\\\"\\\\\",\"NULL\",NULL,\"\",\"{}\"}");

        assertThat(texts.toString()).isEqualTo("[\"plain\",\"a;b\",\"a,b\",\"q\\\"\\\\\",\"NULL\",null,\"\",\"{}\"]");
    }

    @Test
    void aNegativeZeroKeepsItsSign() {
        assertThat(CanonicalValue.of(ColumnType.of(Kind.FLOAT32), "-0").toString())
                .isEqualTo("\"-0\"");
        assertThat(CanonicalValue.of(ColumnType.of(Kind.FLOAT64), "-0.5").toString())
                .isEqualTo("-0.5");
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
                "numeric | 5 | 2046 | numeric(5,-2)",
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
