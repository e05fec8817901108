package io.millrace.lakehouse.lake;

import java.util.Collection;
import java.util.OptionalLong;
import org.apache.spark.sql.SparkSession;

/**
 * Whether Spark compiles the plans of a session to Java before it runs them, and plans anew while it runs them. For the few
 * rows that most tables change by, either costs more than running the plan without it; for many, each row costs less.
 */
public final class PlanCompilation {
    /** From so many rows on, plans are compiled. */
    static final long WORTH_IT = 100_000;

    /** As large as so many rows of a few columns. */
    static final long WORTH_IT_BYTES = 5_000_000;

    private static final String ADAPTIVE = "spark.sql.adaptive.enabled";
    private static final String STAGES = "spark.sql.codegen.wholeStage";
    private static final String EXPRESSIONS = "spark.sql.codegen.factoryMode";

    private PlanCompilation() {}

    /** Sets up a session for plans over about that many rows. */
    public static void chooseFor(long rows, SparkSession session) {
        choose(rows >= WORTH_IT, session);
    }

    /** Sets up a session for plans over tables of these sizes; of one that is not known, plans are compiled. */
    public static void chooseFor(Collection<OptionalLong> bytes, SparkSession session) {
        choose(bytes.stream().anyMatch(table -> table.orElse(WORTH_IT_BYTES) >= WORTH_IT_BYTES), session);
    }

    private static void choose(boolean isWorthIt, SparkSession session) {
        session.conf().set(ADAPTIVE, isWorthIt);
        session.conf().set(STAGES, isWorthIt);
        session.conf().set(EXPRESSIONS, isWorthIt ? "FALLBACK" : "NO_CODEGEN");
    }
}
