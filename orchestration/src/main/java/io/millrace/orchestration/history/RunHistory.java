package io.millrace.orchestration.history;

import io.millrace.contracts.process.FailureKind;
import io.millrace.orchestration.chain.ChainEnd;
import io.millrace.orchestration.chain.Result;
import io.millrace.orchestration.chain.StepOutcome;
import io.millrace.orchestration.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Every run and attempt; what a method wrote survives the end of the process. */
public final class RunHistory {
    private static final int LONGEST_MESSAGE = 4000;

    private final Database database;

    private RunHistory(Database database) {
        this.database = database;
    }

    /** The history in this store. */
    public static RunHistory in(Store store) {
        store.create(HistoryTables.STATEMENTS);
        return new RunHistory(new Database(store.connections()));
    }

    /** Adds a run that somebody asked for and that is to begin soon; gives its id. */
    public long queue(String job, Instant now) {
        return database.insert(
                "INSERT INTO millrace_run (job, cause, result, requested_at, message) VALUES (?, ?, ?, ?, '')",
                job,
                Cause.REQUEST.code(),
                Result.QUEUED.code(),
                now);
    }

    /** Adds a run that begins now; gives its id. */
    public long begin(String job, Cause cause, Instant now) {
        return database.insert(
                "INSERT INTO millrace_run (job, cause, result, requested_at, started_at, message)"
                        + " VALUES (?, ?, ?, ?, ?, '')",
                job,
                cause.code(),
                Result.RUNNING.code(),
                now,
                now);
    }

    /** A queued run begins now. */
    public void beginQueued(long run, Instant now) {
        database.update(
                "UPDATE millrace_run SET result = ?, started_at = ? WHERE id = ?", Result.RUNNING.code(), now, run);
    }

    /** A run has ended, and with it attempts that nobody ended. */
    public void end(long run, ChainEnd end, Instant now) {
        String kind = end.kind().map(FailureKind::name).orElse(null);
        database.update(
                "UPDATE millrace_attempt SET result = ?, ended_at = ? WHERE run = ? AND ended_at IS NULL",
                Result.INTERRUPTED.code(),
                now,
                run);
        database.update(
                "UPDATE millrace_run SET result = ?, ended_at = ?, kind = ?, message = ? WHERE id = ?",
                end.result().code(),
                now,
                kind,
                cut(end.message()),
                run);
    }

    /** An attempt of a step begins; gives its id. */
    public long beginAttempt(long run, String step, int attempt, String log, Instant now) {
        return database.insert(
                "INSERT INTO millrace_attempt (run, name, attempt, result, started_at, message, log)"
                        + " VALUES (?, ?, ?, ?, ?, '', ?)",
                run,
                step,
                attempt,
                Result.RUNNING.code(),
                now,
                log);
    }

    /** An attempt started a process. */
    public void attemptRuns(long attempt, ProcessId process) {
        database.update(
                "UPDATE millrace_attempt SET pid = ?, pid_started_at = ? WHERE id = ?",
                process.pid(),
                process.startedAt(),
                attempt);
    }

    /** An attempt has ended. */
    public void endAttempt(long attempt, StepOutcome outcome, Instant now) {
        database.update(
                "UPDATE millrace_attempt SET result = ?, ended_at = ?, exit_code = ?, kind = ?, message = ?"
                        + " WHERE id = ?",
                outcome.result().code(),
                now,
                outcome.exitCode().orElse(null),
                outcome.kind().map(FailureKind::name).orElse(null),
                cut(outcome.message()),
                attempt);
    }

    /** The run of this id with its attempts. */
    public Optional<Run> find(long id) {
        return runs("WHERE id = ?", id).stream().findFirst();
    }

    /** The newest runs, newest first. */
    public List<Run> newest(int limit) {
        return runs("ORDER BY id DESC LIMIT ?", limit);
    }

    /** The newest runs of a job, newest first. */
    public List<Run> newest(String job, int limit) {
        return runs("WHERE job = ? ORDER BY id DESC LIMIT ?", job, limit);
    }

    /** Runs that have not ended, oldest first. */
    public List<Run> open() {
        return runs("WHERE ended_at IS NULL ORDER BY id");
    }

    /** The newest run of a job that has ended. */
    public Optional<Run> lastEnded(String job) {
        return runs("WHERE job = ? AND ended_at IS NOT NULL ORDER BY id DESC LIMIT 1", job).stream()
                .findFirst();
    }

    /** The newest run of a job that succeeded. */
    public Optional<Run> lastSuccess(String job) {
        return runs("WHERE job = ? AND result = ? ORDER BY id DESC LIMIT 1", job, Result.SUCCEEDED.code()).stream()
                .findFirst();
    }

    /** Forgets all but the newest ended runs of a job; gives the names of their logs. */
    public List<String> forget(String job, int keep) {
        List<Long> oldest = database.query(
                row -> row.getLong("id"),
                "SELECT id FROM millrace_run WHERE job = ? AND ended_at IS NOT NULL ORDER BY id DESC OFFSET ?",
                job,
                keep);
        if (oldest.isEmpty()) {
            return List.of();
        }
        long newestForgotten = oldest.get(0);
        List<String> logs = database.query(
                row -> row.getString("log"),
                "SELECT log FROM millrace_attempt WHERE run IN"
                        + " (SELECT id FROM millrace_run WHERE job = ? AND ended_at IS NOT NULL AND id <= ?)",
                job,
                newestForgotten);
        database.update(
                "DELETE FROM millrace_run WHERE job = ? AND ended_at IS NOT NULL AND id <= ?", job, newestForgotten);
        return logs;
    }

    private List<Run> runs(String condition, Object... parameters) {
        return database.query(RunHistory::run, "SELECT * FROM millrace_run " + condition, parameters).stream()
                .map(run -> run.with(attempts(run.id())))
                .toList();
    }

    private List<Attempt> attempts(long run) {
        return database.query(RunHistory::attempt, "SELECT * FROM millrace_attempt WHERE run = ? ORDER BY id", run);
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(
                row.getLong("id"),
                row.getString("job"),
                row.getString("cause"),
                row.getString("result"),
                Database.instant(row, "requested_at").orElseThrow(),
                Database.instant(row, "started_at"),
                Database.instant(row, "ended_at"),
                Optional.ofNullable(row.getString("kind")),
                row.getString("message"),
                List.of());
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        long pid = row.getLong("pid");
        Optional<ProcessId> process =
                Database.instant(row, "pid_started_at").map(startedAt -> new ProcessId(pid, startedAt));
        return new Attempt(
                row.getString("name"),
                row.getInt("attempt"),
                row.getString("result"),
                Database.instant(row, "started_at").orElseThrow(),
                Database.instant(row, "ended_at"),
                Optional.ofNullable(row.getObject("exit_code", Integer.class)),
                Optional.ofNullable(row.getString("kind")),
                row.getString("message"),
                row.getString("log"),
                process);
    }

    private static String cut(String message) {
        return message.substring(0, Math.min(message.length(), LONGEST_MESSAGE));
    }
}
