package io.millrace.workloads.shop.intake.write;

import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventWriterTest {
    private static final Map<TopicPartition, OffsetAndMetadata> DONE =
            Map.of(new TopicPartition("orders", 0), new OffsetAndMetadata(1));

    private static void commitThatFailsWith(KafkaException failure) {
        try (var consumer = new MockConsumer<byte[], byte[]>("earliest") {
            @Override
            public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
                throw failure;
            }
        }) {
            EventWriter.commit(consumer, DONE);
        }
    }

    static Stream<KafkaException> passing() {
        return Stream.of(
                new CommitFailedException("told to fail"),
                new RebalanceInProgressException("told to fail"),
                new TimeoutException("told to fail"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void positionsThatCannotBeStoredNowEndNothing(KafkaException failure) {
        assertThatCode(() -> commitThatFailsWith(failure)).doesNotThrowAnyException();
    }

    @Test
    void positionsThatCanNeverBeStoredEndTheWriter() {
        assertThatThrownBy(() -> commitThatFailsWith(new TopicAuthorizationException("orders")))
                .isInstanceOf(TopicAuthorizationException.class);
    }
}
