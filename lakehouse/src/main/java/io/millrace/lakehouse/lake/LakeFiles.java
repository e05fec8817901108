package io.millrace.lakehouse.lake;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.RemoteFileChangedException;
import org.apache.hadoop.fs.s3a.S3AFileSystem;

/** Folders, and small text files beside the tables; a reader sees the old text or the new one, never a part. */
public final class LakeFiles {
    private static final String OBJECT_STORE = "s3a";
    /** A file is replaced every second or so at most, so the third time in a row is already strange. */
    private static final int READINGS = 10;

    private final Configuration hadoop;

    /** The files of the lake that the settings name, without Spark. */
    public static LakeFiles open(LakeConfig config) {
        var hadoop = new Configuration();
        LakeSession.objectStore(config)
                .forEach((key, value) -> hadoop.set(key.substring(LakeSession.HADOOP.length()), value));
        return new LakeFiles(hadoop);
    }

    LakeFiles(Configuration hadoop) {
        this.hadoop = hadoop;
    }

    /** The text of a file; nothing if there is none. */
    public Optional<String> read(String location) {
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

    /** Writes a file, whether or not there is one. */
    public void write(String location, String text) {
        var path = new Path(location);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            if (OBJECT_STORE.equals(path.toUri().getScheme())) {
                put(path, bytes);
            } else {
                writeAndRename(path, bytes, Options.Rename.OVERWRITE);
            }
        } catch (IOException e) {
            throw unusable("write", location, e);
        }
    }

    /**
     * Writes a file that is not there yet. Of several writers one wins; on a file system without an atomic rename, and on
     * a store that does not know {@code If-None-Match}, only if they do not write in the same moment.
     *
     * @return whether this one did
     */
    public boolean create(String location, String text) {
        var path = new Path(location);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            FileSystem files = path.getFileSystem(hadoop);
            if (files.exists(path)) {
                return false;
            }
            if (files instanceof S3AFileSystem store) {
                ConditionalPut.write(store, path, bytes);
            } else {
                writeAndRename(path, bytes, Options.Rename.NONE);
            }
            return true;
        } catch (FileAlreadyExistsException | org.apache.hadoop.fs.FileAlreadyExistsException e) {
            return false;
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

    private void writeAndRename(Path path, byte[] bytes, Options.Rename rename) throws IOException {
        FileContext files = FileContext.getFileContext(path.toUri(), hadoop);
        // A name of its own: of two who write the same file, neither may rename what the other has drafted.
        var draft = new Path(path.getParent(), ".%s.%s.draft".formatted(path.getName(), UUID.randomUUID()));
        var overwriting = EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE);
        try (var stream = files.create(draft, overwriting, Options.CreateOpts.createParent())) {
            stream.write(bytes);
        }
        files.rename(draft, path, rename);
    }

    /** Names of the folders directly in this one, in order; none where it does not exist. */
    public List<String> folders(String location) {
        return names(location, FileStatus::isDirectory);
    }

    /** Names of the files directly in a folder, in order; none where it does not exist. */
    public List<String> files(String location) {
        return names(location, FileStatus::isFile);
    }

    private List<String> names(String location, Predicate<FileStatus> chosen) {
        var path = new Path(location);
        try {
            return Arrays.stream(path.getFileSystem(hadoop).listStatus(path))
                    .filter(chosen)
                    .map(each -> each.getPath().getName())
                    .sorted()
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw unusable("list", location, e);
        }
    }

    /** Removes a file, or a folder with all that is in it. */
    public void remove(String location) {
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
