package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.change.Topics;
import io.millrace.lakehouse.bronze.DecodedRecord.OfChange;
import io.millrace.lakehouse.bronze.DecodedRecord.OfProgress;
import io.millrace.lakehouse.bronze.DecodedRecord.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RecordDecoderTest {
    private static final String TOPIC = "millrace.shop.changes.public.orders";
    private static final String CHANGE =
            """
            {"op":"c","table":"public.orders","key":{"id":1},"incarnation":1,"lsn":10,"previousCommit":9,
             "transaction":1,"committedAt":0,"schema":"abc","after":{"id":1}}""";

    private final RecordDecoder decoder = new RecordDecoder(new Topics("shop"), Map.of("clicks", "click"));

    @Test
    void aChangeIsAChange() {
        assertThat(decode(ChangeCodec.CHANGE_KIND, CHANGE)).isInstanceOf(OfChange.class);
    }

    @Test
    void progressIsProgress() {
        assertThat(decode(
                        ChangeCodec.PROGRESS_KIND, "{\"position\":\"1:0/10\",\"sourceTime\":\"2026-01-01T00:00:00Z\"}"))
                .isInstanceOf(OfProgress.class);
    }

    @Test
    void aNoteIsANoteIfItIsOfTheTopicsTable() {
        String note =
                """
                {"kind":"RELOADED","table":"public.orders","reload":"r1","incarnation":1,"from":8,"upTo":16,"rows":3,
                 "scope":"TABLE","at":0}""";
        assertThat(decode(ChangeCodec.NOTE_KIND, note)).isInstanceOf(DecodedRecord.OfNote.class);
        assertThat(decode(ChangeCodec.NOTE_KIND, note.replace("public.orders", "public.users")))
                .isInstanceOf(Unreadable.class);
        assertThat(decode(ChangeCodec.NOTE_KIND, note.replace("\"scope\":\"TABLE\",", "")))
                .isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"op\":\"c\"|\"op\":\"z\"|No operation",
                "\"op\":\"c\",|''|no operation",
                "public.orders|public.users|whose topic is another",
                "\"key\":{\"id\":1},|''|no key",
                "\"schema\":\"abc\",|''|name its schema",
                ",\"after\":{\"id\":1}|''|no new row",
                "\"lsn\":10|\"lsn\":\"x\"|Not a Change",
                "\"lsn\":10|\"lsm\":10|Not a Change"
            })
    void aChangeThatLacksSomethingIsUnreadableWithTheReason(String part, String instead, String reason) {
        assertThat(CHANGE).contains(part);
        assertThat(decode(ChangeCodec.CHANGE_KIND, CHANGE.replace(part, instead)))
                .isInstanceOfSatisfying(
                        Unreadable.class, bad -> assertThat(bad.reason()).contains(reason));
    }

    @Test
    void whatStandsInThePlaceOfAChangeThatWasTooLargeIsPutAsideWithItsKeyPlaceAndSize() {
        String oversized =
                """
                {"op":"u","table":"public.orders","key":{"id":1},"incarnation":1,"lsn":16,"previousCommit":9,
                 "transaction":1,"committedAt":0,"bytes":40000000,"limit":33554432}""";
        assertThat(decode(ChangeCodec.OVERSIZED_KIND, oversized))
                .isInstanceOfSatisfying(Unreadable.class, bad -> assertThat(bad.reason())
                        .startsWith("The row {\"id\":1}, written at 0/10, takes 40,000,000 bytes")
                        .endsWith("'millrace resync public.orders'"));
        assertThat(decode(ChangeCodec.OVERSIZED_KIND, oversized.replace("public.orders", "public.users")))
                .isInstanceOfSatisfying(
                        Unreadable.class, bad -> assertThat(bad.reason()).contains("whose topic is another"));
        assertThat(decode(ChangeCodec.OVERSIZED_KIND, "null")).isInstanceOf(Unreadable.class);
    }

    @Test
    void anEventIsAnEventInTheTopicOfItsType() {
        String event = "{\"id\":\"1\",\"type\":\"click\",\"receivedAt\":\"2026-01-01T00:00:00Z\",\"data\":{}}";
        assertThat(decoder.decode("clicks", null, event.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DecodedRecord.OfEvent.class);
        assertThat(decoder.decode("clicks", null, event.replace("click", "play").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Unreadable.class);
        assertThat(decoder.decode("clicks", ChangeCodec.CHANGE_KIND, CHANGE.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void whateverTheBytesAreNothingIsThrown() {
        var random = new Random(7);
        String[] kinds = {null, "", "change", "progress", "oversized", "other"};
        for (int attempt = 0; attempt < 2_000; attempt++) {
            byte[] value = random.nextInt(10) == 0 ? null : new byte[random.nextInt(40)];
            if (value != null) {
                random.nextBytes(value);
            }
            assertThat(decoder.decode(TOPIC, kinds[attempt % kinds.length], value))
                    .isInstanceOf(Unreadable.class);
        }
        for (int cut = 0; cut < CHANGE.length(); cut++) {
            assertThat(decode(ChangeCodec.CHANGE_KIND, CHANGE.substring(0, cut)))
                    .isInstanceOf(Unreadable.class);
        }
        assertThat(decode(ChangeCodec.CHANGE_KIND, "null")).isInstanceOf(Unreadable.class);
    }

    private DecodedRecord decode(String kind, String value) {
        return decoder.decode(TOPIC, kind, value.getBytes(StandardCharsets.UTF_8));
    }
}
