package io.millrace.trino.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.process.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** How an answer is written. */
public enum Form {
    /** Aligned columns for a person. */
    TABLE {
        @Override
        public String write(Answer answer) {
            return AlignedTable.of(answer);
        }
    },
    /** RFC 4180 with a header line; a NULL is an empty field. */
    CSV {
        @Override
        public String write(Answer answer) {
            var text = new StringBuilder();
            String[] names = answer.columns().stream().map(Answer.Column::name).toArray(String[]::new);
            CSVFormat format = CSVFormat.RFC4180
                    .builder()
                    .setHeader(names)
                    .setRecordSeparator('\n')
                    .get();
            try (var printer = new CSVPrinter(text, format)) {
                for (List<Object> row : answer.rows()) {
                    printer.printRecord(row);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("A string cannot be written to", e);
            }
            return text.toString();
        }
    },
    /** A JSON list of one object for each row. */
    JSON {
        @Override
        public String write(Answer answer) {
            ObjectMapper json = Json.mapper();
            List<Map<String, Object>> objects = new ArrayList<>();
            for (List<Object> row : answer.rows()) {
                Map<String, Object> object = new LinkedHashMap<>();
                for (int column = 0; column < row.size(); column++) {
                    object.put(answer.columns().get(column).name(), row.get(column));
                }
                objects.add(object);
            }
            try {
                return json.writerWithDefaultPrettyPrinter().writeValueAsString(objects) + "\n";
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException("Text and numbers cannot be written as JSON", e);
            }
        }
    };

    /** The answer in this form, with a line end. */
    public abstract String write(Answer answer);
}
