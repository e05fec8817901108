package io.millrace.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ObjectStoreServiceIT {
    private static final int PRECONDITION_FAILED = 412;

    private final ObjectStoreService store =
            TestStack.with(ServiceKind.values()).objectStore();
    private final S3Client client = S3Client.builder()
            .endpointOverride(store.endpoint())
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .httpClient(ApacheHttpClient.create())
            .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create(store.accessKey(), store.secretKey())))
            .build();

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void keepsObjectsOverAKill() {
        // Given
        put("killed/one", "before the kill");

        // When
        store.kill();
        store.start();

        // Then
        assertThat(get("killed/one")).isEqualTo("before the kill");
    }

    @Test
    void keepsObjectsOverAStop() {
        // Given
        put("stopped/one", "before the stop");

        // When
        store.stop();
        store.start();

        // Then
        assertThat(get("stopped/one")).isEqualTo("before the stop");
        assertThat(list("stopped/")).containsExactly("stopped/one");
    }

    @Test
    void showsNothingToAClientWithoutKeys() throws IOException, InterruptedException {
        // Given
        put("private/one", "secret");

        // Then
        assertThat(List.of(anonymous(""), anonymous("/private/one"), anonymous("?list-type=2")))
                .containsOnly(403);
    }

    @Test
    void refusesASecondConditionalPut() {
        // Given
        putIfAbsent("conditional", "first");

        // Then
        assertThatThrownBy(() -> putIfAbsent("conditional", "second"))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(PRECONDITION_FAILED));
        assertThat(get("conditional")).isEqualTo("first");
    }

    @Test
    void letsExactlyOneOfManyConditionalPutsWin() {
        // Given
        ExecutorService writers = Executors.newFixedThreadPool(8);
        for (int round = 0; round < 20; round++) {
            String key = "race/" + round;

            // When
            List<String> winners = IntStream.range(0, 8)
                    .mapToObj(writer ->
                            CompletableFuture.supplyAsync(() -> tryPutIfAbsent(key, "writer " + writer), writers))
                    .toList()
                    .stream()
                    .flatMap(outcome -> outcome.join().stream())
                    .toList();

            // Then
            assertThat(winners).containsExactly(get(key));
        }
        writers.shutdown();
    }

    @Test
    void putsLargeObjectsTogetherFromParts() {
        // Given
        byte[] part = new byte[6 * 1024 * 1024];
        String key = "parts/one";
        CreateMultipartUploadResponse upload = client.createMultipartUpload(
                request -> request.bucket(store.bucket()).key(key));

        // When
        List<CompletedPart> parts = IntStream.rangeClosed(1, 2)
                .mapToObj(number -> CompletedPart.builder()
                        .partNumber(number)
                        .eTag(client.uploadPart(
                                        request -> request.bucket(store.bucket())
                                                .key(key)
                                                .uploadId(upload.uploadId())
                                                .partNumber(number),
                                        RequestBody.fromBytes(part))
                                .eTag())
                        .build())
                .toList();
        client.completeMultipartUpload(request -> request.bucket(store.bucket())
                .key(key)
                .uploadId(upload.uploadId())
                .multipartUpload(CompletedMultipartUpload.builder().parts(parts).build()));

        // Then
        assertThat(client.headObject(request -> request.bucket(store.bucket()).key(key))
                        .contentLength())
                .isEqualTo(2L * part.length);
        assertThat(list("parts/")).containsExactly(key);
    }

    private void put(String key, String text) {
        client.putObject(request -> request.bucket(store.bucket()).key(key), RequestBody.fromString(text));
    }

    private void putIfAbsent(String key, String text) {
        client.putObject(
                request -> request.bucket(store.bucket())
                        .key(key)
                        .overrideConfiguration(more -> more.putHeader("If-None-Match", "*")),
                RequestBody.fromString(text));
    }

    private Optional<String> tryPutIfAbsent(String key, String text) {
        try {
            putIfAbsent(key, text);
            return Optional.of(text);
        } catch (S3Exception e) {
            return Optional.empty();
        }
    }

    private String get(String key) {
        return client.getObjectAsBytes(request -> request.bucket(store.bucket()).key(key))
                .asUtf8String();
    }

    private List<String> list(String prefix) {
        return client.listObjectsV2(request -> request.bucket(store.bucket()).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private int anonymous(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(store.endpoint() + "/" + store.bucket() + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
