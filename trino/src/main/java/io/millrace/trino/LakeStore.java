package io.millrace.trino;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Secret;
import io.millrace.contracts.process.Settings;
import java.net.URI;
import java.util.Optional;

/**
 * The object store that holds the lake.
 *
 * @param bucket the lake's bucket
 * @param prefix the lake's folder in it, without slashes at its ends; empty for the whole bucket
 * @param endpoint where a store answers that is not Amazon's
 * @param accessKey empty where the S3 client is to find credentials by itself
 */
public record LakeStore(
        String bucket, String prefix, Optional<URI> endpoint, String region, Secret accessKey, Secret secretKey) {

    /**
     * The store that the settings {@code lake} name.
     *
     * @throws PipelineException of kind CONFIGURATION if it is no S3 store
     */
    public static LakeStore from(Settings settings) {
        URI root = settings.uri("lake.root");
        if (!"s3a".equals(root.getScheme()) && !"s3".equals(root.getScheme()) || root.getAuthority() == null) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "Trino reads a lake on S3, but lake.root is '%s'; set it to something like s3a://lake"
                            .formatted(root));
        }
        return new LakeStore(
                root.getAuthority(),
                root.getPath().replaceAll("^/+|/+$", ""),
                settings.optionalText("lake.endpoint").map(URI::create),
                settings.text("lake.region"),
                settings.secret("lake.access-key"),
                settings.secret("lake.secret-key"));
    }

    /** Whether the store is asked with these keys and not with those that the client finds. */
    public boolean hasKeys() {
        return !accessKey.isEmpty();
    }

    /** The key of a path below the lake's root. */
    public String key(String path) {
        return prefix.isEmpty() ? path : prefix + "/" + path;
    }

    /** The location, as Trino writes it, of a path below the lake's root. */
    public String location(String path) {
        return "s3://" + bucket + "/" + key(path);
    }
}
