package io.millrace.features.interaction;

import io.millrace.contracts.pipeline.ColumnRef;
import io.millrace.features.silver.Canonical;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The columns of an interaction's own table and of its parent, each under the name of its role. */
public final class RoleColumns {
    private static final String KEY = "parent_key";

    private final Dataset<Row> own;
    private final Optional<Dataset<Row>> parent;
    private final List<Column> ofOwn = new ArrayList<>();
    private final List<Column> ofParent = new ArrayList<>();

    public RoleColumns(Dataset<Row> own, Optional<Dataset<Row>> parent) {
        this.own = own;
        this.parent = parent;
    }

    /** What a role makes of a column. */
    @FunctionalInterface
    public interface Form {
        Column of(Dataset<Row> rows, String column);
    }

    public void add(String role, ColumnRef reference, Form form) {
        Dataset<Row> rows = reference.parent() ? parent.orElseThrow() : own;
        (reference.parent() ? ofParent : ofOwn)
                .add(form.of(rows, reference.column()).as(role));
    }

    /** Adds the role's column from the interaction's own table. */
    public void addOwn(String role, Column column) {
        ofOwn.add(column.as(role));
    }

    /** The own rows that need no parent. */
    public Dataset<Row> rows() {
        return own.select(ofOwn.toArray(Column[]::new));
    }

    /**
     * The own rows that have a parent, with what is the parent's.
     *
     * @param by the own column that holds the parent's key
     * @param key the parent's key
     */
    public Dataset<Row> rowsWithParent(String by, String key) {
        Dataset<Row> parents = parent.orElseThrow();
        boolean sameType = own.schema()
                .apply(by)
                .dataType()
                .equals(parents.schema().apply(key).dataType());
        Column ownKey = sameType ? Canonical.named(by) : Canonical.text(own, by);
        Column parentKey = sameType ? Canonical.named(key) : Canonical.text(parents, key);
        List<Column> left = new ArrayList<>(ofOwn);
        left.add(ownKey.as(KEY));
        List<Column> right = new ArrayList<>(ofParent);
        right.add(parentKey.as(KEY));
        return own.select(left.toArray(Column[]::new))
                .join(parents.select(right.toArray(Column[]::new)), KEY)
                .drop(KEY);
    }
}
