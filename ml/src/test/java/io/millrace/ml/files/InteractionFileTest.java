package io.millrace.ml.files;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InteractionFileTest {
    private static final RowRules ALL = RowRules.of(List.of(), OptionalDouble.empty());

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("file"), text);
    }

    private Reading read(EventLog log, String text, String columns, RowRules rules) throws IOException {
        return new InteractionFile(file(text), ColumnChoice.parse(columns), rules).readInto(log);
    }

    private EventLog log(String text, String columns) throws IOException {
        var log = new EventLog();
        read(log, text, columns, ALL);
        return log;
    }

    private void assertRefused(String text, String columns, String sentence) {
        assertThatThrownBy(() -> log(text, columns))
                .isInstanceOfSatisfying(
                        PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user,item,rating,timestamp\n7,a,4,978300760\n8,\"b, too\",2.5,978300761\n",
                "7\ta\t4\t978300760\n8\tb, too\t2.5\t978300761\n",
                "7::a::4::978300760\n8::b, too::2.5::978300761\n",
                "\uFEFFUser_ID;Movie-Id;weight;Date\n7;a;4;2000-12-31T22:12:40Z\n8;b, too;2.5;2000-12-31 22:12:41\n"
            })
    void theUsualFormsAreKnown(String text) throws IOException {
        EventLog log = log(text, "");

        assertThat(log.size()).isEqualTo(2);
        assertThat(log.users().find("8")).hasValue(log.user(1));
        assertThat(log.items().find("b, too")).hasValue(log.item(1));
        assertThat(log.weight(1)).isEqualTo(2.5);
        assertThat(log.isTimed()).isTrue();
        assertThat(Instant.ofEpochMilli(log.time(1))).isEqualTo("2000-12-31T22:12:41Z");
    }

    @Test
    void columnsCanBeNamedByHeadingsAndByNumbers() throws IOException {
        String text = "x,who,what\n1,u,i\n";

        assertThat(log(text, "user=who,item=what").items().find("i")).isPresent();
        assertThat(log(text, "user=2,item=3").size()).isEqualTo(2);
    }

    @Test
    void aFileOfPairsHasWeightsOfOne() throws IOException {
        EventLog log = log("1 2,3\n1 2,4\n", "");

        assertThat(IntStream.range(0, log.size()).mapToDouble(log::weight)).containsExactly(1.0, 1.0);
        assertThat(log.isTimed()).isFalse();
    }

    @Test
    void aZippedFileIsUnzipped() throws IOException {
        Path file = folder.resolve("file.csv.gz");
        try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(file))) {
            stream.write("user,item\na,b\n".getBytes(StandardCharsets.UTF_8));
        }
        var log = new EventLog();

        new InteractionFile(file, ColumnChoice.parse(""), ALL).readInto(log);

        assertThat(log.size()).isEqualTo(1);
    }

    @Test
    void whatDoesNotCountIsLeftOutAndCounted() throws IOException {
        var log = new EventLog();

        Reading reading = read(
                log,
                "user,item,quantity,invoice\n,a,1,1\nu,,1,1\nu,a,-2,2\nu,a,0,2\nu,POST,1,3\nu,b,3,C4\nu,b,3,4\n",
                "",
                RowRules.of(List.of("item=[a-z]*", "4=[0-9]+"), OptionalDouble.empty()));

        assertThat(reading.rows()).isEqualTo(7);
        assertThat(reading.kept()).isEqualTo(1);
        assertThat(reading.leftOut())
                .containsEntry("no user", 1L)
                .containsEntry("no item", 1L)
                .containsEntry("weight not above zero", 2L)
                .containsEntry("not what --only asks for", 2L);
        assertThat(log.size()).isEqualTo(1);
    }

    @Test
    void ratingsBelowTheLeastWeightAreLeftOut() throws IOException {
        var log = new EventLog();

        read(log, "u,a,3\nu,b,4\nu,c,5\n", "", RowRules.of(List.of(), OptionalDouble.of(4)));

        assertThat(log.size()).isEqualTo(2);
    }

    @Test
    void idsAreNumberedInTheirOrderWhateverTheOrderOfTheRows() throws IOException {
        EventLog log = log("z,b\na,c\nz,a\n", "");
        log.sortIds();

        assertThat(IntStream.range(0, 3).map(log::user)).containsExactly(1, 0, 1);
        assertThat(IntStream.range(0, 3).map(log::item)).containsExactly(1, 2, 0);
        assertThat(log.items().find("c")).hasValue(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2010-12-01 08:26:00      | 2010-12-01T08:26:00Z
                    2010-12-01 08:26         | 2010-12-01T08:26:00Z
                    2010-12-01T09:26:00+01:00| 2010-12-01T08:26:00Z
                    2010-12-01               | 2010-12-01T00:00:00Z
                    12/1/2010 8:26           | 2010-12-01T08:26:00Z
                    1291191960               | 2010-12-01T08:26:00Z
                    1291191960000            | 2010-12-01T08:26:00Z
                    """)
    void timesAreReadInTheUsualForms(String text, String moment) {
        assertThat(FileTime.parse(text)).hasValue(Instant.parse(moment).toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "", "2010-13-01", "1.2.3"})
    void whatIsNoTimeIsNone(String text) {
        assertThat(FileTime.parse(text)).isEmpty();
    }

    @Test
    void aMissingColumnIsNamedWithThoseThatAreThere() {
        assertRefused(
                "who,what\nu,i\n",
                "user=whom,item=what",
                "file:1 has no column 'whom', only who, what. Did you mean 'who'?");
        assertRefused("a,b\n1,2\n", "user=1,item=3", "file:1 has 2 columns, but the item is said to be in column 3");
        assertRefused("a\nb\n", "", "file:1 has one column, 'a', but a user and an item are needed");
        assertRefused("who,what,when\nu,i,1\n", "", "file:1 has neither a header with names such as user and item");
    }

    @Test
    void aCellThatIsNotWhatItShouldBeIsToldWithItsLine() {
        assertRefused("user,item,weight\nu,i,1\nu,i,much\n", "", "file:3 has the weight 'much', which is no number");
        assertRefused("user,item,weight\nu,i,NaN\n", "", "file:2 has the weight 'NaN', which is no number");
        assertRefused("user,item,time\nu,i,soon\n", "", "file:2 has the time 'soon'");
        assertRefused("u,i,1\nu,i\n", "", "file:2 has 2 columns, and the first line has 3");
    }

    @Test
    void aFileThatIsEmptyOrNotThereIsRefused() {
        assertRefused("", "", "file:1 is empty");
        assertThatThrownBy(() -> new InteractionFile(folder.resolve("none"), ColumnChoice.parse(""), ALL)
                        .readInto(new EventLog()))
                .hasMessageContaining("There is no file")
                .hasMessageContaining("check the path");
    }

    @Test
    void columnsThatCannotBeMeantAreRefused() {
        assertThatThrownBy(() -> ColumnChoice.parse("usr=a,item=b"))
                .hasMessageContaining("not 'usr'. Did you mean 'user'?");
        assertThatThrownBy(() -> ColumnChoice.parse("user=a")).hasMessageContaining("names no item");
        assertThatThrownBy(() -> ColumnChoice.parse("user,item=b")).hasMessageContaining("user=NAME");
        assertThatThrownBy(() -> RowRules.of(List.of("item"), OptionalDouble.empty()))
                .hasMessageContaining("COLUMN=PATTERN");
        assertThatThrownBy(() -> RowRules.of(List.of("item=["), OptionalDouble.empty()))
                .hasMessageContaining("no regular expression");
    }
}
