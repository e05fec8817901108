package io.millrace.workloads.shop.intake.write;

import io.millrace.contracts.process.PipelineException;
import io.millrace.workloads.shop.database.ShopDatabase;
import io.millrace.workloads.shop.database.Sql;
import io.millrace.workloads.shop.intake.event.IntakeEvent;
import io.millrace.workloads.shop.intake.event.IntakeEventCodec;
import io.millrace.workloads.shop.intake.event.OrderCreated;
import io.millrace.workloads.shop.intake.event.ProductEvent;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deals with records one at a time, each in a transaction of its own: what it asks for and the receipt of that are there
 * together or not at all, so that any record may come any number of times.
 *
 * <p>For one thread.
 */
final class Ledger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** The server gives up before this side does, so that no session of it goes on waiting for nobody. */
    private static final String LIMITS = "SET lock_timeout = '10s'; SET statement_timeout = '15s'";

    private final ShopDatabase database;
    private final IntakeMetrics metrics;

    /** What is told when it is committed. */
    private record Decision(Outcome outcome, Optional<String> id, Optional<RefusedException> refusal) {
        static Decision of(Outcome outcome, IntakeEvent event) {
            return new Decision(outcome, Optional.of(event.id()), Optional.empty());
        }

        static Decision refused(Optional<String> id, RefusedException refusal) {
            return new Decision(Outcome.REFUSED, id, Optional.of(refusal));
        }
    }

    private Optional<Connection> open = Optional.empty();

    Ledger(ShopDatabase database, IntakeMetrics metrics) {
        this.database = database;
        this.metrics = metrics;
    }

    /**
     * Returns when the database has the record's effect, or the record among the refused.
     *
     * @throws PipelineException of kind SOURCE if the database is away or fails for a reason that is not the record's; the
     *     record may come again
     */
    Outcome write(TakenRecord record) {
        Connection connection = connection();
        try {
            Decision decision = decide(connection, record);
            connection.commit();
            tell(record, decision);
            return decision.outcome();
        } catch (SQLException e) {
            // Whether it was committed is not known: the receipt will tell.
            close();
            throw ShopDatabase.refused("The record %s cannot be written now".formatted(record), e);
        }
    }

    /**
     * Makes sure that there is a connection.
     *
     * @throws PipelineException of kind SOURCE if there can be none
     */
    private Connection connection() {
        if (open.isEmpty()) {
            Connection connection = database.open(PATIENCE);
            open = Optional.of(connection);
            try (var statement = connection.createStatement()) {
                statement.execute(LIMITS);
                IntakeSchema.create(connection);
            } catch (SQLException e) {
                close();
                throw ShopDatabase.refused("The tables of the intake cannot be created", e);
            }
        }
        return open.get();
    }

    private void tell(TakenRecord record, Decision decision) {
        decision.refusal()
                .ifPresentOrElse(
                        refusal -> {
                            String id = decision.id().orElse("without an id");
                            LOG.warn("put aside in intake_refused: {} ({}): {}", record, id, refusal.getMessage());
                            metrics.refused(record.kind(), refusal.reason());
                        },
                        () -> metrics.done(record.kind(), decision.outcome()));
    }

    private static Decision decide(Connection connection, TakenRecord record) throws SQLException {
        IntakeEvent event;
        try {
            event = IntakeEventCodec.decode(record.kind(), record.value());
        } catch (IOException e) {
            return putAside(
                    connection,
                    record,
                    Optional.empty(),
                    new RefusedException(RefusalReason.UNREADABLE, "The record cannot be read: " + e.getMessage()));
        }
        if (!begin(connection, event)) {
            return repeated(connection, record, event);
        }
        Savepoint before = connection.setSavepoint();
        try {
            int number = effect(connection, event);
            Sql.update(connection, "UPDATE public.intake_receipts SET number = ? WHERE id = ?", number, event.id());
            return Decision.of(Outcome.WRITTEN, event);
        } catch (RefusedException e) {
            connection.rollback(before);
            return refuse(connection, record, event, e);
        } catch (SQLException e) {
            var violation = new Violation(e);
            if (!violation.isOfTheRecord()) {
                throw e;
            }
            connection.rollback(before);
            if (violation.isOfANumber(connection)) {
                throw e;
            }
            return refuse(connection, record, event, violation.refusal(event));
        }
    }

    /** Takes the id; false if it is taken. Who asks for the same id at the same moment waits here. */
    private static boolean begin(Connection connection, IntakeEvent event) throws SQLException {
        return Sql.update(
                        connection,
                        "INSERT INTO public.intake_receipts (id, kind, fingerprint, outcome, accepted_at)"
                                + " VALUES (?, ?, ?, 'written', ?) ON CONFLICT (id) DO NOTHING",
                        event.id(),
                        event.kind().label(),
                        IntakeEventCodec.fingerprint(event),
                        event.acceptedAt().atOffset(ZoneOffset.UTC))
                == 1;
    }

    private static Decision repeated(Connection connection, TakenRecord record, IntakeEvent event) throws SQLException {
        boolean same = Sql.number(
                        connection,
                        "SELECT 1 FROM public.intake_receipts WHERE id = ? AND kind = ? AND fingerprint = ?",
                        event.id(),
                        event.kind().label(),
                        IntakeEventCodec.fingerprint(event))
                .isPresent();
        return same
                ? Decision.of(Outcome.REPEATED, event)
                : putAside(
                        connection,
                        record,
                        Optional.of(event.id()),
                        new RefusedException(
                                RefusalReason.ID_USED_TWICE,
                                "The id stands for something else that was asked for before"));
    }

    private static int effect(Connection connection, IntakeEvent event) throws SQLException, RefusedException {
        if (event instanceof OrderCreated order) {
            return new OrderWriting(connection).write(order);
        }
        return new ProductWriting(connection).write((ProductEvent) event);
    }

    private static Decision refuse(
            Connection connection, TakenRecord record, IntakeEvent event, RefusedException refusal)
            throws SQLException {
        Sql.update(
                connection,
                "UPDATE public.intake_receipts SET outcome = 'refused', reason = ?, detail = ? WHERE id = ?",
                refusal.reason().label(),
                refusal.getMessage(),
                event.id());
        return putAside(connection, record, Optional.of(event.id()), refusal);
    }

    private static Decision putAside(
            Connection connection, TakenRecord record, Optional<String> id, RefusedException refusal)
            throws SQLException {
        // A topic that was made anew counts from zero again; the newer record is the one to be looked at.
        Sql.update(
                connection,
                "INSERT INTO public.intake_refused (topic, \"partition\", \"offset\", id, kind, reason, detail, record)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (topic, \"partition\", \"offset\") DO UPDATE SET"
                        + " id = excluded.id, reason = excluded.reason, detail = excluded.detail,"
                        + " record = excluded.record, refused_at = now()",
                record.topic(),
                record.partition(),
                record.offset(),
                id.orElse(null),
                record.kind().label(),
                refusal.reason().label(),
                refusal.getMessage().replace('\0', '\uFFFD'),
                record.text());
        return Decision.refused(id, refusal);
    }

    @Override
    public void close() {
        open.ifPresent(connection -> {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("a connection that is given up did not close", e);
            }
        });
        open = Optional.empty();
    }
}
