package io.millrace.contracts.pipeline;

import io.millrace.contracts.change.TableId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where recency, frequency and monetary value come from: a table with one row for each order.
 *
 * @param only per column the values, as text, of which it must have one
 */
public record Rfm(TableId table, String user, String at, String amount, Map<String, List<String>> only) {
    public Rfm {
        only = java.util.Collections.unmodifiableMap(new TreeMap<>(only));
    }
}
