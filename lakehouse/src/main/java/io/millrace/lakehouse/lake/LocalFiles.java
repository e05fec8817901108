package io.millrace.lakehouse.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Files of this machine, without a process for each. Hadoop asks {@code chmod} where it has no native library, twice for
 * each file of a checkpoint, and micro-batches write several such files each.
 */
public final class LocalFiles extends LocalFileSystem {
    /** Made by Hadoop. */
    public LocalFiles() {
        super(new RawFiles());
        // Nothing here outlives the process, so there is nothing to check later.
        setWriteChecksum(false);
    }

    private static final class RawFiles extends RawLocalFileSystem {
        @Override
        public void setPermission(Path path, FsPermission permission) throws IOException {
            var ofAll = new FsPermission(
                    permission.getUserAction(), permission.getGroupAction(), permission.getOtherAction());
            Files.setPosixFilePermissions(pathToFile(path).toPath(), PosixFilePermissions.fromString(ofAll.toString()));
        }
    }
}
