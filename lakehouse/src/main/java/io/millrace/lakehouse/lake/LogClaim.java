package io.millrace.lakehouse.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * By what right a commit is appended to a table that one process at a time may append to. Delta lets appends pass side by
 * side. So a process claims the table with a commit that is a transaction of a number higher than those before, and each of
 * its appends says which number that was, and up to which version it has seen that nobody claimed the table since. What was
 * committed after that version is looked at before the append is written; since one writer of a version wins, no claim
 * can slip in between.
 *
 * <p>To make each append a Delta transaction of such a number does the same, but Delta then replays the log of the table
 * for every one.
 *
 * @param number that of the transaction by which the table was claimed
 * @param seen version of the table
 */
public record LogClaim(String application, long number, long seen) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern TEXT = Pattern.compile("claim (\\S+) (\\d+) after (\\d+)");
    private static final int VERSION_DIGITS = 20;

    /** Reads a commit of a table. */
    interface Commits {
        Iterator<String> read(Path commit) throws IOException;
    }

    /** What the commit names as its user metadata. */
    @Override
    public String toString() {
        return "claim %s %d after %d".formatted(application, number, seen);
    }

    /** The claim that a commit names; nothing if it names none. */
    static Optional<LogClaim> of(List<String> actions) throws IOException {
        for (String action : actions) {
            if (action.startsWith("{\"commitInfo\"")) {
                Matcher named = TEXT.matcher(JSON.readTree(action)
                        .path("commitInfo")
                        .path("userMetadata")
                        .asText(""));
                return named.matches()
                        ? Optional.of(new LogClaim(
                                named.group(1), Long.parseLong(named.group(2)), Long.parseLong(named.group(3))))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Makes sure that nobody has claimed the table later.
     *
     * @param path the commit that is to be written; no version before it is still to come
     * @throws PipelineException of kind ENVIRONMENT if somebody has
     */
    void requireLatest(Path path, Commits commits) throws IOException {
        long version = Long.parseLong(path.getName().substring(0, VERSION_DIGITS));
        for (long other = seen + 1; other < version; other++) {
            var commit = new Path(path.getParent(), "%020d.json".formatted(other));
            Iterator<String> actions = commits.read(commit);
            while (actions.hasNext()) {
                requireNotLater(actions.next(), path);
            }
        }
    }

    private void requireNotLater(String action, Path path) throws IOException {
        if (!action.startsWith("{\"txn\"")) {
            return;
        }
        JsonNode transaction = JSON.readTree(action).path("txn");
        if (transaction.path("appId").asText().equals(application)
                && transaction.path("version").asLong() > number) {
            throw new PipelineException(
                    FailureKind.ENVIRONMENT,
                    "Another process has taken over writing the change log at %s; this one stops, and nothing of its last batch was written"
                            .formatted(path.getParent().getParent()));
        }
    }
}
