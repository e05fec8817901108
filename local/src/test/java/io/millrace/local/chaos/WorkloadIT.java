package io.millrace.local.chaos;

import io.millrace.testkit.BackingServices;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.TestStack;
import io.millrace.testkit.process.MillraceHome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class WorkloadIT {
    private static final BackingServices SERVICES =
            BackingServices.temporary(TestStack.newFolder("workload"), MillraceHome.find());

    @BeforeAll
    static void makeTables() throws SQLException {
        SERVICES.start(List.of(ServiceKind.POSTGRES));
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String definition : ChaosTables.DEFINITIONS) {
                statement.execute(definition);
            }
        }
    }

    @AfterAll
    static void stop() {
        SERVICES.postgres().stop();
    }

    private static Connection connect() throws SQLException {
        return SERVICES.postgres().connect("postgres");
    }

    @Test
    void theSourceRefusesNothingThatAWriterThinksOfAndEveryTableIsWritten() throws SQLException {
        for (Writer writer : List.of(new BulkWriter(), new ShapeWriter(), RowWriter.ofAll())) {
            var random = new Random(1);
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                for (int transaction = 0; transaction < 150; transaction++) {
                    executeUnlessAKeyIsTaken(connection, statement, writer.transaction(random));
                }
            }
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String table : ChaosTables.ALL) {
                try (ResultSet rows = statement.executeQuery("SELECT FROM " + table + " LIMIT 1")) {
                    assertThat(rows.next()).as(table).isTrue();
                }
            }
        }
    }

    /** Keys that are turned into others may be those of other rows, and regions may have no partition at the time. */
    private static void executeUnlessAKeyIsTaken(Connection connection, Statement statement, List<String> transaction)
            throws SQLException {
        try {
            for (String sql : transaction) {
                statement.execute(sql);
            }
            connection.commit();
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as(e.getMessage()).startsWith("23");
            connection.rollback();
        }
    }

    @Test
    void sessionsBesideEachOtherWriteUntilTheyAreStopped() throws InterruptedException {
        try (var workload = new Workload(WorkloadIT::connect, 1).start()) {
            await().atMost(Duration.ofMinutes(2)).until(() -> workload.transactions() > 100);
            assertThat(workload.stop()).isEmpty();
        }
    }
}
