package io.millrace.ml.files;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A text file with an interaction in each line: columns between commas, tabs, semicolons or {@code ::}, whichever the
 * first line has, with or without a header, gzipped or not.
 */
public record InteractionFile(Path path, ColumnChoice columns, RowRules rules) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int FIRST_LINE = 1 << 16;
    private static final int GZIP_MAGIC = 0x8b1f;

    /**
     * Adds the rows that count.
     *
     * @throws PipelineException of kind CONFIGURATION, with file and line, at a row that is not what it should be
     */
    public Reading readInto(EventLog log) {
        try (BufferedReader reader = open();
                CSVParser parser = format(reader).parse(reader)) {
            Iterator<CSVRecord> records = parser.iterator();
            if (!records.hasNext()) {
                throw wrong(1, "is empty; each line should be an interaction");
            }
            return rows(records, log);
        } catch (NoSuchFileException e) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "There is no file %s; check the path".formatted(path), e);
        } catch (IOException | UncheckedIOException e) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "%s cannot be read: %s".formatted(path, e.getMessage()), e);
        }
    }

    private Reading rows(Iterator<CSVRecord> records, EventLog log) {
        CSVRecord first = records.next();
        Layout layout = Layout.of(path, first.toList().stream().map(this::plain).toList(), columns);
        var reader = new RowReader(path, layout, rules, first.size());
        if (!layout.hasHeader()) {
            reader.read(first).ifPresent(log::add);
        }
        while (records.hasNext()) {
            reader.read(records.next()).ifPresent(log::add);
        }
        return reader.reading();
    }

    private String plain(String heading) {
        return heading.replace(BYTE_ORDER_MARK, "").strip();
    }

    private BufferedReader open() throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(path));
        bytes.mark(2);
        int magic = bytes.read() | bytes.read() << 8;
        bytes.reset();
        InputStream text = magic == GZIP_MAGIC ? new GZIPInputStream(bytes, FIRST_LINE) : bytes;
        return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8), FIRST_LINE);
    }

    private static CSVFormat format(BufferedReader reader) throws IOException {
        reader.mark(FIRST_LINE);
        String line = reader.readLine();
        reader.reset();
        return format(line == null ? "" : line);
    }

    private static CSVFormat format(String line) {
        var builder = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true);
        // In files between tabs or double colons a quote is a letter like others.
        for (String delimiter : new String[] {"\t", "::"}) {
            if (line.contains(delimiter)) {
                return builder.setDelimiter(delimiter).setQuote(null).get();
            }
        }
        return builder.setDelimiter(line.contains(";") && !line.contains(",") ? ";" : ",")
                .get();
    }

    private PipelineException wrong(long line, String sentence) {
        return new PipelineException(FailureKind.CONFIGURATION, "%s:%d %s".formatted(path, line, sentence));
    }
}
