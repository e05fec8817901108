package io.millrace.workloads.shop.retail;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The Online Retail file as its publisher's users have it: CSV, plain or gzipped, in UTF-8 or Windows-1252. */
final class RetailFile {
    static final List<String> HEADER = List.of(
            "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country");
    private static final Charset OLD_EXPORTS = Charset.forName("windows-1252");

    private final Path path;

    /** @throws PipelineException of kind CONFIGURATION if there is no such file */
    RetailFile(Path path) {
        this.path = path;
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw unusable("does not exist or cannot be read; download Online Retail from"
                    + " https://archive.ics.uci.edu/dataset/352/online+retail and name its CSV");
        }
    }

    /**
     * Reads the whole file into one new collector, in file order.
     *
     * @throws PipelineException of kind CONFIGURATION if it is not a gzip, not CSV, or has another header
     */
    <C extends Consumer<CSVRecord>> C readInto(Supplier<C> collectors) {
        try {
            return read(StandardCharsets.UTF_8, collectors.get());
        } catch (CharacterCodingException notUtf8) {
            return readOldExport(collectors.get());
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** A number that tells one file from another, whatever its name. */
    long checksum() {
        var checksum = new CRC32();
        try (InputStream bytes = new CheckedInputStream(Files.newInputStream(path), checksum)) {
            bytes.transferTo(OutputStream.nullOutputStream());
            return checksum.getValue();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private <C extends Consumer<CSVRecord>> C readOldExport(C collector) {
        try {
            return read(OLD_EXPORTS, collector);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private <C extends Consumer<CSVRecord>> C read(Charset charset, C collector) throws IOException {
        CSVFormat format = CSVFormat.RFC4180.builder().setTrim(true).get();
        try (Reader reader = new InputStreamReader(open(), charset.newDecoder());
                CSVParser parser =
                        CSVParser.builder().setReader(reader).setFormat(format).get()) {
            var records = parser.iterator();
            requireHeader(records.hasNext() ? records.next().toList() : List.of());
            records.forEachRemaining(collector);
            return collector;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void requireHeader(List<String> found) {
        List<String> plain =
                found.stream().map(name -> name.replace("\uFEFF", "")).toList();
        if (!plain.equals(HEADER)) {
            String text = String.join(",", plain);
            throw unusable("has the header '%s', but Online Retail has '%s'"
                    .formatted(text.substring(0, Math.min(text.length(), 200)), String.join(",", HEADER)));
        }
    }

    private InputStream open() throws IOException {
        var file = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        file.mark(4);
        int first = file.read();
        int second = file.read();
        file.reset();
        if (first == 0x1f && second == 0x8b) {
            return new GZIPInputStream(file, 1 << 16);
        }
        if (path.toString().endsWith(".gz")) {
            file.close();
            throw unusable("is named .gz but is not a gzip; download it again, or name the plain CSV");
        }
        if (first == 'P' && second == 'K') {
            file.close();
            throw unusable("is a zip or a spreadsheet; unpack it, save its sheet as CSV, and name that");
        }
        return file;
    }

    private PipelineException broken(IOException cause) {
        if (cause instanceof EOFException || cause instanceof ZipException) {
            return unusable("is a gzip that ends too early or is damaged; download it again");
        }
        if (cause instanceof CharacterCodingException) {
            return unusable("is text neither in UTF-8 nor in Windows-1252; download it again, or name its CSV");
        }
        return new PipelineException(
                FailureKind.CONFIGURATION,
                "The data set %s cannot be read as CSV: %s; download it again".formatted(path, cause.getMessage()),
                cause);
    }

    private PipelineException unusable(String why) {
        return new PipelineException(FailureKind.CONFIGURATION, "The data set %s %s".formatted(path, why));
    }
}
