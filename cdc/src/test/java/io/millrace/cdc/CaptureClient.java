package io.millrace.cdc;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.source.ReloadRequest;
import io.millrace.contracts.source.ReloadState;
import io.millrace.contracts.source.SourceSnapshot;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;

/** Asks a running capture as other processes do. */
record CaptureClient(int port) {
    private static final ObjectMapper JSON = Json.mapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** An answer that has to have this status. */
    private String send(String method, String path, String body, int status) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != status) {
                throw new AssertionError(response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    String get(String path) {
        return send("GET", path, "", 200);
    }

    SourceSnapshot takeSnapshot() throws IOException {
        return JSON.readValue(send("POST", SourceSnapshot.PATH, "", 201), SourceSnapshot.class);
    }

    void endSnapshot(String name) {
        send("DELETE", SourceSnapshot.PATH + "?name=" + name, "", 200);
    }

    ReloadState reload(ReloadRequest request) throws IOException {
        return JSON.readValue(
                send("POST", ReloadRequest.PATH, JSON.writeValueAsString(request), 202), ReloadState.class);
    }

    String refusal(ReloadRequest request) throws IOException {
        return send("POST", ReloadRequest.PATH, JSON.writeValueAsString(request), 400);
    }

    List<ReloadState> reloads() throws IOException {
        return JSON.readValue(get(ReloadRequest.PATH), new TypeReference<>() {});
    }

    /** The state of a reload that has ended. */
    ReloadState awaitEnd(String id) throws IOException {
        Eventually.eventually(
                () -> org.assertj.core.api.Assertions.assertThat(state(id).ended())
                        .as(state(id).toString())
                        .isNotNull());
        return state(id);
    }

    private ReloadState state(String id) throws IOException {
        return reloads().stream()
                .filter(state -> state.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
