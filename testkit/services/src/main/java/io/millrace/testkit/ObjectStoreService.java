package io.millrace.testkit;

import io.millrace.testkit.process.JavaProgram;
import io.millrace.testkit.process.MillraceHome;
import io.millrace.testkit.process.Signal;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** An S3 endpoint on the files of a folder, with one bucket and keys of its own. */
public final class ObjectStoreService implements BackingService {
    private static final int ACCESS_KEY_LENGTH = 20;
    private static final int SECRET_KEY_LENGTH = 40;
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final String HEAP = "256m";

    private final ServicePlace place;
    private final MillraceHome home;
    private final String bucket;
    private final SecretFile accessKey;
    private final SecretFile secretKey;
    private final ServiceProcess service;

    /** The endpoint at that place, with a bucket of that name once it has started. */
    public ObjectStoreService(ServicePlace place, MillraceHome home, String bucket) {
        this.place = place;
        this.home = home;
        this.bucket = bucket;
        this.accessKey = new SecretFile(place.folder().resolve("access-key"));
        this.secretKey = new SecretFile(place.folder().resolve("secret-key"));
        this.service = new ServiceProcess("object-store", place, this::accepts, Signal.TERM);
    }

    @Override
    public ServiceProcess service() {
        return service;
    }

    /** Where clients find it; they must use path style, with the bucket in the path. */
    public URI endpoint() {
        return URI.create("http://" + address());
    }

    /** The bucket that is there from the start. */
    public String bucket() {
        return bucket;
    }

    /** The public half of the keys. */
    public String accessKey() {
        return accessKey.secret(ACCESS_KEY_LENGTH);
    }

    /** The secret half of the keys, made up once for this folder. */
    public String secretKey() {
        return secretKey.secret(SECRET_KEY_LENGTH);
    }

    @Override
    public void start() {
        if (service.alreadyServes()) {
            return;
        }
        try {
            createBucket();
            SecretFile settings = new SecretFile(place.folder().resolve("s3proxy.conf"));
            settings.write(settings());
            JavaProgram program = JavaProgram.of(home.module("testkit/object-store"), "org.gaul.s3proxy.Main")
                    .withHeap(HEAP)
                    .withJvmFlags("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-DLOG_LEVEL=warn")
                    .withJvmFlags("-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener")
                    .withArguments("--properties", settings.path().toString());
            JavaProgram tuned = place.lasting() ? program : program.shortLived();
            service.start(tuned.command(place.folder()));
        } catch (IOException e) {
            throw new StartException(
                    "Cannot prepare the object store in %s: %s".formatted(place.folder(), Reason.of(e)), e);
        }
    }

    private void createBucket() throws IOException {
        Path folder = Files.createDirectories(files().resolve(bucket));
        // A folder that others may read is a bucket that anyone may read, without keys.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    private Path files() {
        return place.folder().resolve("data");
    }

    private String settings() {
        return """
                s3proxy.endpoint=%s
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                # Query engines send headers that mean nothing here.
                s3proxy.ignore-unknown-headers=true
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """
                .formatted(endpoint(), accessKey(), secretKey(), files());
    }

    private boolean accepts() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) endpoint().resolve("/").toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            int status = connection.getResponseCode();
            connection.disconnect();
            // The list of all buckets needs keys: a refusal is the answer of a healthy endpoint.
            return status == HttpURLConnection.HTTP_FORBIDDEN;
        } catch (IOException e) {
            return false;
        }
    }
}
