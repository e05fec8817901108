package io.millrace.lakehouse.lake;

import io.millrace.contracts.change.Position;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.SetTransaction;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What the log of a Delta table says of its newest version.
 *
 * @param version Delta version
 * @param position what the rows equal, if a commit said so
 */
public record TableState(long version, Optional<Position> position) {
    private static final String APPLICATION = "millrace/";

    /** Reads the log up to its end; nothing where no Delta table is. */
    static Optional<TableState> read(SparkSession spark, String location) {
        DeltaLog log = DeltaLog.forTable((org.apache.spark.sql.classic.SparkSession) spark, location);
        if (!log.tableExists()) {
            return Optional.empty();
        }
        Snapshot snapshot = log.update(false, scala.Option.empty(), scala.Option.empty());
        return Optional.of(new TableState(snapshot.version(), positionOf(snapshot)));
    }

    /** The newest version, which is cheap to ask for; nothing where no Delta table is. */
    static OptionalLong version(SparkSession spark, String location) {
        DeltaLog log = DeltaLog.forTable((org.apache.spark.sql.classic.SparkSession) spark, location);
        Snapshot snapshot = log.update(false, scala.Option.empty(), scala.Option.empty());
        return snapshot.version() < 0 ? OptionalLong.empty() : OptionalLong.of(snapshot.version());
    }

    /** The size of the newest version's files; nothing where no Delta table is, or only a query would tell. */
    static OptionalLong bytes(SparkSession spark, String location) {
        DeltaLog log = DeltaLog.forTable((org.apache.spark.sql.classic.SparkSession) spark, location);
        scala.Option<Object> known =
                log.update(false, scala.Option.empty(), scala.Option.empty()).sizeInBytesIfKnown();
        return known.isDefined() ? OptionalLong.of((Long) known.get()) : OptionalLong.empty();
    }

    /** The name under which commits of this incarnation count their positions: Delta discards what is not later. */
    public static String application(Position position) {
        return APPLICATION + position.incarnation();
    }

    /** The number of the last commit that was made under this name; nothing where there is none. */
    static OptionalLong transaction(SparkSession spark, String location, String application) {
        DeltaLog log = DeltaLog.forTable((org.apache.spark.sql.classic.SparkSession) spark, location);
        return transactions(log.update(false, scala.Option.empty(), scala.Option.empty()))
                .filter(transaction -> transaction.appId().equals(application))
                .mapToLong(SetTransaction::version)
                .findAny();
    }

    private static Stream<SetTransaction> transactions(Snapshot snapshot) {
        // The checksum beside a commit has them; to replay the log for them takes a query.
        Seq<SetTransaction> transactions = snapshot.setTransactionsIfKnown().isDefined()
                ? snapshot.setTransactionsIfKnown().get()
                : snapshot.setTransactions();
        return CollectionConverters.asJava(transactions).stream();
    }

    private static Optional<Position> positionOf(Snapshot snapshot) {
        return transactions(snapshot)
                .filter(transaction -> transaction.appId().startsWith(APPLICATION))
                .map(transaction -> new Position(
                        Integer.parseInt(transaction.appId().substring(APPLICATION.length())), transaction.version()))
                .max(Position::compareTo);
    }
}
