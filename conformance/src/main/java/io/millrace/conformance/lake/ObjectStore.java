package io.millrace.conformance.lake;

import java.util.Map;

/** Where the files of a lake are, and the keys to them. */
public record ObjectStore(String endpoint, String accessKey, String secretKey) {
    /** The one that the environment names as it does for the lakehouse. */
    public static ObjectStore of(Map<String, String> environment) {
        return new ObjectStore(
                environment.get("MILLRACE_LAKE_ENDPOINT"),
                environment.get("MILLRACE_LAKE_ACCESS_KEY"),
                environment.get("MILLRACE_LAKE_SECRET_KEY"));
    }

    /** How Hadoop reaches them. */
    public Map<String, String> configuration() {
        return Map.of(
                "fs.s3a.endpoint", endpoint,
                "fs.s3a.endpoint.region", "us-east-1",
                "fs.s3a.path.style.access", "true",
                "fs.s3a.connection.ssl.enabled", "false",
                "fs.s3a.access.key", accessKey,
                "fs.s3a.secret.key", secretKey,
                "fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return endpoint;
    }
}
