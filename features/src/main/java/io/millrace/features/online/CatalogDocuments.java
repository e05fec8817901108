package io.millrace.features.online;

import io.millrace.contracts.online.CatalogItem;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One row for each item of the catalog, and what the row says as the online store has it. */
final class CatalogDocuments {
    private CatalogDocuments() {}

    static Dataset<Row> rows(Dataset<Row> catalog, Dataset<Row> popularity) {
        return catalog.join(popularity, new String[] {"item"})
                .select(
                        "item",
                        "title",
                        "available",
                        "attributes",
                        "interactions",
                        "users",
                        "recent_interactions",
                        "average_price");
    }

    /** The item of a row of {@link #rows}. */
    static CatalogItem item(Row row) {
        Map<String, String> attributes = row.getJavaMap(row.fieldIndex("attributes"));
        return new CatalogItem(
                row.getAs("item"),
                row.getAs("title"),
                row.<Boolean>getAs("available"),
                attributes,
                row.<Long>getAs("interactions"),
                row.<Long>getAs("users"),
                row.<Long>getAs("recent_interactions"),
                Optional.ofNullable(row.<BigDecimal>getAs("average_price")));
    }
}
