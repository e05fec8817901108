package io.millrace.features.live;

import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.pipeline.Items;
import io.millrace.features.item.ItemCatalog;
import io.millrace.features.silver.SilverTables;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** The items of a cut, as the live state would have them. */
final class LakeItems {
    private LakeItems() {}

    /** By id. */
    static Map<String, LiveItem> of(SilverTables tables, Items items) {
        Map<String, LiveItem> all = new HashMap<>();
        Iterator<Row> rows = ItemCatalog.of(tables.read(items.table()), items, List.of())
                .select("item", "title", "available", "attributes")
                .toLocalIterator();
        rows.forEachRemaining(row -> all.put(
                row.getString(0),
                new LiveItem(tables.position(), true, row.getString(1), row.getBoolean(2), row.getJavaMap(3))));
        return all;
    }
}
