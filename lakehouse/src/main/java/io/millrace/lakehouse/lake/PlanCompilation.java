package io.millrace.lakehouse.lake;

import org.apache.spark.sql.SparkSession;

/**
 * Whether Spark compiles the plans of a session to Java before it runs them. For the few rows that most tables change by,
 * writing and compiling the Java costs more than running the plan without it; for many, each row costs less.
 */
public final class PlanCompilation {
    /** From so many rows on, plans are compiled. */
    static final long WORTH_IT = 100_000;

    private static final String STAGES = "spark.sql.codegen.wholeStage";
    private static final String EXPRESSIONS = "spark.sql.codegen.factoryMode";

    private PlanCompilation() {}

    /** Sets up a session for plans over about that many rows. */
    public static void chooseFor(long rows, SparkSession session) {
        boolean isWorthIt = rows >= WORTH_IT;
        session.conf().set(STAGES, isWorthIt);
        session.conf().set(EXPRESSIONS, isWorthIt ? "FALLBACK" : "NO_CODEGEN");
    }
}
