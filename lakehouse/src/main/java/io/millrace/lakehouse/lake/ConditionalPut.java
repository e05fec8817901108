package io.millrace.lakehouse.lake;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.impl.PutObjectOptions;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Writes an object of S3 that is not there yet; of several writers the store lets one win. */
final class ConditionalPut {
    private static final int TIMES = 6;
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final int CONFLICT = 409;
    private static final int THERE_ALREADY = 412;
    private static final int SERVER_ERROR = 500;

    private ConditionalPut() {}

    /**
     * Writes the object, if no other writer did.
     *
     * @throws FileAlreadyExistsException if there is one with other bytes
     */
    static void write(S3AFileSystem store, Path path, byte[] bytes) throws IOException {
        for (int time = 1; ; time++) {
            try {
                put(store, path, bytes);
                return;
            } catch (AwsServiceException e) {
                if (e.statusCode() == THERE_ALREADY || e.statusCode() == CONFLICT) {
                    requireOwn(store, path, bytes, e);
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

    private static void put(S3AFileSystem store, Path path, byte[] bytes) throws IOException {
        String key = path.toUri().getPath().substring(1);
        PutObjectRequest request = store.getRequestFactory()
                .newPutObjectRequestBuilder(key, PutObjectOptions.keepingDirs(), bytes.length, false)
                .overrideConfiguration(more -> more.putHeader("If-None-Match", "*"))
                .build();
        store.getS3AInternals().getAmazonS3Client("conditional-put").putObject(request, RequestBody.fromBytes(bytes));
    }

    /** What different writers write differs, so equal bytes are one's own. */
    private static void requireOwn(S3AFileSystem store, Path path, byte[] bytes, AwsServiceException refusal)
            throws IOException {
        try (var stream = store.open(path)) {
            if (Arrays.equals(stream.readAllBytes(), bytes)) {
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
            throw new IOException("Interrupted between two attempts to write", e);
        }
    }
}
