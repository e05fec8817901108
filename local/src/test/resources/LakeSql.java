import io.millrace.contracts.process.Settings;
import io.millrace.lakehouse.lake.Lake;

/** Runs SQL on Delta tables behind the lakehouse's back and prints the rows as JSON; run from its source with the lakehouse's class path. */
final class LakeSql {
    public static void main(String[] statements) {
        try (Lake lake = Lake.open("lake-sql", Settings.load())) {
            for (String statement : statements) {
                lake.spark()
                        .sql(statement.replace("LAKE", lake.root()))
                        .toJSON()
                        .collectAsList()
                        .forEach(System.out::println);
            }
        }
    }
}
