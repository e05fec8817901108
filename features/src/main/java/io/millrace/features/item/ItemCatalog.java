package io.millrace.features.item;

import io.millrace.contracts.pipeline.Items;
import io.millrace.features.silver.Canonical;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.map_filter;

/** Every item of the items' table: item, title, available, attributes (a map of texts without NULLs), price. */
public final class ItemCatalog {
    private ItemCatalog() {}

    /**
     * Reads the catalog from the items' table.
     *
     * @param priceColumns names of columns that hold a price, preferred ones first
     */
    public static Dataset<Row> of(Dataset<Row> table, Items items, List<String> priceColumns) {
        Column id = Canonical.text(table, items.id());
        return table.where(id.isNotNull())
                .select(
                        id.as("item"),
                        items.title()
                                .map(title -> coalesce(Canonical.text(table, title), id))
                                .orElse(id)
                                .as("title"),
                        available(table, items).as("available"),
                        attributes(table, items).as("attributes"),
                        price(table, priceColumns).as("price"));
    }

    private static Column available(Dataset<Row> table, Items items) {
        return items.available()
                .map(condition ->
                        coalesce(Canonical.number(table, condition.column()).gt(condition.above()), lit(false)))
                .orElse(lit(true));
    }

    private static Column attributes(Dataset<Row> table, Items items) {
        Column[] pairs = items.attributes().stream()
                .flatMap(name -> Stream.of(lit(name), Canonical.text(table, name)))
                .toArray(Column[]::new);
        return map_filter(
                map(pairs).cast(DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType)),
                (name, value) -> value.isNotNull());
    }

    private static Column price(Dataset<Row> table, List<String> priceColumns) {
        return priceColumns.stream()
                .filter(column -> Canonical.has(table, column))
                .findFirst()
                .map(column -> Canonical.amount(table, column))
                .orElse(lit(null))
                .cast(DataTypes.createDecimalType(38, 6));
    }
}
