package io.millrace.lakehouse.lake;

import io.delta.storage.LocalLogStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Commits to Delta tables in local folders, as Delta's own, that heed who has {@link LogClaim claimed} a table. */
public final class ClaimedLocalLogStore extends LocalLogStore {
    /** The constructor that Delta calls. */
    public ClaimedLocalLogStore(Configuration hadoop) {
        super(hadoop);
    }

    @Override
    public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration hadoop) throws IOException {
        List<String> lines = new ArrayList<>();
        actions.forEachRemaining(lines::add);
        Optional<LogClaim> claim = LogClaim.of(lines);
        if (claim.isPresent()) {
            claim.get().requireLatest(path, commit -> read(commit, hadoop));
        }
        super.write(path, lines.iterator(), overwrite, hadoop);
    }
}
