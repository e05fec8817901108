package io.millrace.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Takes records away from a Kafka broker, as an operator's mistake or too short a retention does. */
public record TopicEraser(KafkaService kafka) {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final short DELETE_TOPICS = 20;
    private static final short DELETE_RECORDS = 21;
    private static final short VERSION = 1;
    private static final long ALL = -1;

    /** Deletes a topic with all its records. */
    public void delete(String topic) {
        ask(
                DELETE_TOPICS,
                request -> {
                    request.writeInt(1);
                    write(request, topic);
                    request.writeInt(TIMEOUT_MILLIS);
                },
                answer -> {
                    answer.readInt();
                    readText(answer);
                    return answer.readShort();
                });
    }

    /** Removes all records of a partition; its offsets go on. */
    public void empty(String topic, int partition) {
        ask(
                DELETE_RECORDS,
                request -> {
                    request.writeInt(1);
                    write(request, topic);
                    request.writeInt(1);
                    request.writeInt(partition);
                    request.writeLong(ALL);
                    request.writeInt(TIMEOUT_MILLIS);
                },
                answer -> {
                    answer.readInt();
                    readText(answer);
                    answer.readInt();
                    answer.readInt();
                    answer.readLong();
                    return answer.readShort();
                });
    }

    private interface Request {
        void writeTo(DataOutputStream body) throws IOException;
    }

    private interface Answer {
        /** The error code, after what stands before it. */
        short error(DataInputStream body) throws IOException;
    }

    private void ask(short what, Request request, Answer answer) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(kafka.host(), kafka.port()), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            var bytes = new ByteArrayOutputStream();
            var body = new DataOutputStream(bytes);
            body.writeShort(what);
            body.writeShort(VERSION);
            body.writeInt(0);
            body.writeShort(-1);
            request.writeTo(body);
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(bytes.size());
            bytes.writeTo(out);
            out.flush();
            var in = new DataInputStream(socket.getInputStream());
            in.readInt();
            in.readInt();
            in.readInt();
            short error = answer.error(in);
            if (error != 0) {
                throw new IllegalStateException("Kafka refuses request %d with error %d".formatted(what, error));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Kafka at %s does not answer".formatted(kafka.address()), e);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    private static void readText(DataInputStream in) throws IOException {
        in.skipNBytes(in.readShort());
    }
}
