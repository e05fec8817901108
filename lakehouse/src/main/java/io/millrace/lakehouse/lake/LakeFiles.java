package io.millrace.lakehouse.lake;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.RemoteFileChangedException;

/** Folders, and small text files beside the tables; a reader sees the old text or the new one, never a part. */
final class LakeFiles {
    private static final String OBJECT_STORE = "s3a";
    /** A file is replaced every second or so at most, so the third time in a row is already strange. */
    private static final int READINGS = 10;

    private final Configuration hadoop;

    LakeFiles(Configuration hadoop) {
        this.hadoop = hadoop;
    }

    Optional<String> read(String location) {
        try {
            return Optional.of(new String(bytes(new Path(location)), StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable("read", location, e);
        }
    }

    /** S3A asks for an object's tag first and refuses one that is replaced before it is read: then it is read anew. */
    private byte[] bytes(Path path) throws IOException {
        for (int reading = 1; ; reading++) {
            try (var stream = path.getFileSystem(hadoop).open(path)) {
                return stream.readAllBytes();
            } catch (RemoteFileChangedException e) {
                if (reading == READINGS) {
                    throw e;
                }
            }
        }
    }

    void write(String location, String text) {
        var path = new Path(location);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            if (OBJECT_STORE.equals(path.toUri().getScheme())) {
                put(path, bytes);
            } else {
                writeAndRename(path, bytes);
            }
        } catch (IOException e) {
            throw unusable("write", location, e);
        }
    }

    /** An object store shows an object only when its one PUT is complete. */
    private void put(Path path, byte[] bytes) throws IOException {
        FileSystem store = path.getFileSystem(hadoop);
        try (var stream = store.create(path, true)) {
            stream.write(bytes);
        }
    }

    private void writeAndRename(Path path, byte[] bytes) throws IOException {
        FileContext files = FileContext.getFileContext(path.toUri(), hadoop);
        var draft = new Path(path.getParent(), "." + path.getName() + ".draft");
        var overwriting = EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE);
        try (var stream = files.create(draft, overwriting, Options.CreateOpts.createParent())) {
            stream.write(bytes);
        }
        files.rename(draft, path, Options.Rename.OVERWRITE);
    }

    List<String> folders(String location) {
        var path = new Path(location);
        try {
            return Arrays.stream(path.getFileSystem(hadoop).listStatus(path))
                    .filter(FileStatus::isDirectory)
                    .map(folder -> folder.getPath().getName())
                    .sorted()
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw unusable("list", location, e);
        }
    }

    void remove(String location) {
        var path = new Path(location);
        try {
            path.getFileSystem(hadoop).delete(path, true);
        } catch (IOException e) {
            throw unusable("remove", location, e);
        }
    }

    private static PipelineException unusable(String verb, String location, IOException cause) {
        return new PipelineException(
                FailureKind.LAKE,
                "Cannot %s %s; check that the store is up and that the credentials may do it".formatted(verb, location),
                cause);
    }
}
