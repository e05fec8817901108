package io.millrace.orchestration.store;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class QuartzTablesTest {
    @ParameterizedTest
    @EnumSource(Dialect.class)
    void everyStatementCreatesOnlyWhatIsMissing(Dialect dialect) {
        assertThat(QuartzTables.statements(dialect))
                .hasSizeGreaterThan(10)
                .allSatisfy(statement -> assertThat(statement).contains(" IF NOT EXISTS "))
                .noneSatisfy(statement -> assertThat(statement).containsIgnoringCase("DROP "));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void allTablesOfTheJobStoreAreCreated(Dialect dialect) {
        assertThat(String.join("\n", QuartzTables.statements(dialect)))
                .contains(
                        "QRTZ_JOB_DETAILS", "QRTZ_TRIGGERS", "QRTZ_CRON_TRIGGERS", "QRTZ_FIRED_TRIGGERS", "QRTZ_LOCKS");
    }
}
