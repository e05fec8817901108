package io.millrace.orchestration.store;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;

/** A database that can hold schedules and history. */
public enum Dialect {
    H2("org.quartz.impl.jdbcjobstore.StdJDBCDelegate", "tables_h2.sql"),
    POSTGRES("org.quartz.impl.jdbcjobstore.PostgreSQLDelegate", "tables_postgres.sql");

    private final String quartzDelegate;
    private final String quartzScript;

    Dialect(String quartzDelegate, String quartzScript) {
        this.quartzDelegate = quartzDelegate;
        this.quartzScript = quartzScript;
    }

    /** The dialect of this JDBC address. */
    public static Dialect of(String url) {
        if (url.startsWith("jdbc:h2:")) {
            return H2;
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return POSTGRES;
        }
        throw new PipelineException(
                FailureKind.CONFIGURATION,
                "orchestration.store.url must begin with jdbc:h2: or jdbc:postgresql:, but is '%s'".formatted(url));
    }

    /** The class through which Quartz speaks to it. */
    public String quartzDelegate() {
        return quartzDelegate;
    }

    /** The script of Quartz that creates its tables. */
    String quartzScript() {
        return "/org/quartz/impl/jdbcjobstore/" + quartzScript;
    }
}
