package io.millrace.workloads.shop.intake.write;

import io.millrace.workloads.shop.database.Sql;
import io.millrace.workloads.shop.intake.event.IntakeEvent;
import io.millrace.workloads.shop.intake.event.ProductEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What Postgres says against a record: whether the same again would be refused again. */
record Violation(SQLException error) {
    /** Data exceptions and violated constraints. */
    private static final Set<String> OF_THE_RECORD = Set.of("22", "23");

    private static final int CLASS = 2;
    private static final String TAKEN = "23505";
    /** Restricted or violated by a key of another table. */
    private static final String STILL_REFERRED_TO = "23503";
    /** Whose numbers the database gives. */
    private static final Set<String> NUMBERED = Set.of("orders", "order_items", "products");

    private String state() {
        return Optional.ofNullable(error.getSQLState()).orElse("");
    }

    /** Whether it is about what the record asks for, and not about the database. */
    boolean isOfTheRecord() {
        return state().length() == TAKEN.length() && OF_THE_RECORD.contains(state().substring(0, CLASS));
    }

    /**
     * Whether the number that the database gave is taken: the next one may be free. Any other value that is taken stays
     * so.
     *
     * @param connection on which another statement can be made
     */
    boolean isOfANumber(Connection connection) throws SQLException {
        Optional<ServerErrorMessage> message = TAKEN.equals(state()) ? message() : Optional.empty();
        return message.isPresent() && isPrimaryKey(connection, message.get());
    }

    /** The error of a batch has it behind itself. */
    private Optional<ServerErrorMessage> message() {
        for (Throwable cause : error) {
            if (cause instanceof PSQLException said && said.getServerErrorMessage() != null) {
                return Optional.of(said.getServerErrorMessage());
            }
        }
        return Optional.empty();
    }

    private static boolean isPrimaryKey(Connection connection, ServerErrorMessage message) throws SQLException {
        return "public".equals(message.getSchema())
                && NUMBERED.contains(message.getTable())
                && Sql.number(
                                connection,
                                "SELECT 1 FROM pg_constraint WHERE contype = 'p' AND conname = ?"
                                        + " AND conrelid = ('public.' || ?)::regclass",
                                message.getConstraint(),
                                message.getTable())
                        .isPresent();
    }

    /** That the record is refused for it. */
    RefusedException refusal(IntakeEvent event) {
        RefusalReason reason = STILL_REFERRED_TO.equals(state()) && event instanceof ProductEvent
                ? RefusalReason.STILL_ORDERED
                : RefusalReason.AGAINST_A_RULE;
        return new RefusedException(reason, error.getMessage());
    }
}
