package io.millrace.lakehouse.lake;

import io.delta.storage.S3SingleDriverLogStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.S3AFileSystem;

/**
 * Commits to Delta tables on S3 of which the store itself lets one win: a version that is there is never written over,
 * whoever writes it, however long it slept before.
 *
 * <p>A commit whose answer got lost is refused when it is sent again, by its own first copy; what stands there then is
 * compared with what was to be written. A store that does not know {@code If-None-Match} keeps the protection that
 * Delta's own log store has: one process, and a look before each commit.
 */
public final class ConditionalLogStore extends S3SingleDriverLogStore {
    /** The constructor that Delta calls. */
    public ConditionalLogStore(Configuration hadoop) {
        super(hadoop);
    }

    @Override
    public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration hadoop) throws IOException {
        FileSystem files = path.getFileSystem(hadoop);
        if (overwrite || !(files instanceof S3AFileSystem store)) {
            super.write(path, actions, overwrite, hadoop);
            return;
        }
        if (store.exists(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        List<String> lines = new ArrayList<>();
        actions.forEachRemaining(lines::add);
        Optional<LogClaim> claim = LogClaim.of(lines);
        if (claim.isPresent()) {
            claim.get().requireLatest(path, commit -> read(commit, hadoop));
        }
        String text = String.join("\n", lines) + '\n';
        ConditionalPut.write(store, path, text.getBytes(StandardCharsets.UTF_8));
    }
}
