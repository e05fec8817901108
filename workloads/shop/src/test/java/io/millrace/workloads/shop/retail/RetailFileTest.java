package io.millrace.workloads.shop.retail;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetailFileTest {
    @TempDir
    private Path folder;

    private static final class Descriptions implements Consumer<CSVRecord> {
        private final List<String> all = new ArrayList<>();

        @Override
        public void accept(CSVRecord line) {
            all.add(line.get(2));
        }
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static List<String> read(Path file) {
        return new RetailFile(file).readInto(Descriptions::new).all;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        }
        return zipped.toByteArray();
    }

    @Test
    void readsPlainAndGzippedFilesAlike() throws IOException {
        assertThat(read(file("plain.csv", Slice.bytes())))
                .hasSize(Slice.LINES)
                .isEqualTo(read(file("zipped.csv.gz", gzip(Slice.bytes()))))
                .contains("ALARM CLOCK, BAKELIKE \"PINK\"", "Dotcomgiftshop Gift Voucher £20.00");
    }

    @Test
    void readsOldExportsThatAreNotUtf8() throws IOException {
        // Given
        byte[] old = new String(Slice.bytes(), StandardCharsets.UTF_8).getBytes(Charset.forName("windows-1252"));

        // Then
        assertThat(read(file("old.csv", old))).hasSize(Slice.LINES).contains("Dotcomgiftshop Gift Voucher £20.00");
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheHeader() throws IOException {
        // Given
        String marked = "\uFEFF" + new String(Slice.bytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(read(file("marked.csv", marked.getBytes(StandardCharsets.UTF_8))))
                .hasSize(Slice.LINES);
    }

    @Test
    void aMissingFileIsNamed() {
        assertRefused(() -> new RetailFile(folder.resolve("absent.csv")), "absent.csv does not exist");
    }

    @Test
    void anotherHeaderIsShownBesideTheOneExpected() throws IOException {
        Path file = file("other.csv", "id,name\n1,a\n".getBytes(StandardCharsets.UTF_8));
        assertRefused(
                () -> read(file), "has the header 'id,name', but Online Retail has 'InvoiceNo,StockCode,Description,");
    }

    @Test
    void anEmptyFileHasNoHeader() throws IOException {
        Path file = file("empty.csv", new byte[0]);
        assertRefused(() -> read(file), "has the header ''");
    }

    @Test
    void aFileNamedGzThatIsNoneIsRefused() throws IOException {
        Path file = file("false.csv.gz", Slice.bytes());
        assertRefused(() -> read(file), "is named .gz but is not a gzip");
    }

    @Test
    void aGzipThatEndsTooEarlyIsRefused() throws IOException {
        byte[] whole = gzip(Slice.bytes());
        Path file = file("cut.csv.gz", Arrays.copyOf(whole, whole.length / 2));
        assertRefused(() -> read(file), "ends too early or is damaged");
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        // 0x81 is no letter of Windows-1252, and stands for none alone in UTF-8.
        Path file = file("noise.csv", new byte[] {'I', 'n', (byte) 0x81, 0, (byte) 0x8d});
        assertRefused(() -> read(file), "is text neither in UTF-8 nor in Windows-1252");
    }

    @Test
    void aSpreadsheetIsRefusedWithWhatToDo() throws IOException {
        Path file = file("Online Retail.xlsx", new byte[] {'P', 'K', 3, 4});
        assertRefused(() -> read(file), "save its sheet as CSV");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
                .hasMessageContaining(message);
    }
}
