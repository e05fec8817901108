package io.millrace.conformance;

import io.millrace.conformance.comparison.Comparison;
import io.millrace.conformance.comparison.TableRows;
import io.millrace.conformance.lake.DeltaLake;
import io.millrace.conformance.lake.ObjectStore;
import io.millrace.conformance.source.SourceTables;
import io.millrace.conformance.source.SqlName;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Compares tables of a lake with those of Postgres without any code of the product, so that an audit that is wrong cannot
 * hide a lake that is. Arguments: schema, table, location and version, again for each table. Ends with status 0 only if
 * all are equal.
 */
public final class ComparisonMain {
    private static final int WORDS = 4;
    private static final int UNEQUAL = 1;

    private ComparisonMain() {}

    public static void main(String[] args) throws SQLException {
        if (args.length == 0 || args.length % WORDS != 0) {
            throw new IllegalArgumentException("Name schema, table, location and version of each table");
        }
        Map<String, String> environment = System.getenv();
        var source = new SourceTables(() -> DriverManager.getConnection(
                environment.get("MILLRACE_SHOP_URL"),
                environment.get("MILLRACE_SHOP_USER"),
                environment.get("MILLRACE_SHOP_PASSWORD")));
        var lake = new DeltaLake(ObjectStore.of(environment).configuration());
        boolean equal = true;
        for (int table = 0; table < args.length; table += WORDS) {
            var name = new SqlName(args[table], args[table + 1]);
            TableRows rows = source.rows(name, "false");
            List<String> differences = Comparison.differences(
                    name.toString(), rows, lake.rows(args[table + 2], Long.parseLong(args[table + 3])));
            if (differences.isEmpty()) {
                System.out.printf("%s: %d rows equal%n", name, rows.count());
            }
            differences.forEach(System.out::println);
            equal &= differences.isEmpty();
        }
        System.exit(equal ? 0 : UNEQUAL);
    }
}
