package io.millrace.lakehouse.lake;

import io.delta.storage.S3SingleDriverLogStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.impl.PutObjectOptions;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Commits to Delta tables on S3 of which the store itself lets one win: a version that is there is never written over,
 * whoever writes it, however long it slept before.
 *
 * <p>A commit whose answer got lost is refused when it is sent again, by its own first copy; what stands there then is
 * compared with what was to be written. A store that does not know {@code If-None-Match} keeps the protection that
 * Delta's own log store has: one process, and a look before each commit.
 */
public final class ConditionalLogStore extends S3SingleDriverLogStore {
    private static final int TIMES = 6;
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final int CONFLICT = 409;
    private static final int THERE_ALREADY = 412;
    private static final int SERVER_ERROR = 500;

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
        var text = new StringBuilder();
        actions.forEachRemaining(action -> text.append(action).append('\n'));
        write(store, path, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void write(S3AFileSystem store, Path path, byte[] commit) throws IOException {
        for (int time = 1; ; time++) {
            try {
                put(store, path, commit);
                return;
            } catch (AwsServiceException e) {
                if (e.statusCode() == THERE_ALREADY || e.statusCode() == CONFLICT) {
                    requireOwn(store, path, commit, e);
                    return;
                }
                if (time == TIMES || e.statusCode() < SERVER_ERROR) {
                    throw new IOException("S3 did not take " + path, e);
                }
            } catch (SdkException e) {
                if (time == TIMES) {
                    throw new IOException("S3 did not answer to " + path, e);
                }
            }
            pause(FIRST_PAUSE_MILLIS << time);
        }
    }

    private static void put(S3AFileSystem store, Path path, byte[] commit) throws IOException {
        String key = path.toUri().getPath().substring(1);
        PutObjectRequest request = store.getRequestFactory()
                .newPutObjectRequestBuilder(key, PutObjectOptions.keepingDirs(), commit.length, false)
                .overrideConfiguration(more -> more.putHeader("If-None-Match", "*"))
                .build();
        store.getS3AInternals().getAmazonS3Client("commit").putObject(request, RequestBody.fromBytes(commit));
    }

    /** Each commit is unlike any other: it holds the id of its transaction. */
    private static void requireOwn(S3AFileSystem store, Path path, byte[] commit, AwsServiceException refusal)
            throws IOException {
        try (var stream = store.open(path)) {
            if (Arrays.equals(stream.readAllBytes(), commit)) {
                return;
            }
        }
        var taken = new FileAlreadyExistsException(path.toString());
        taken.initCause(refusal);
        throw taken;
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted between two attempts to commit", e);
        }
    }
}
