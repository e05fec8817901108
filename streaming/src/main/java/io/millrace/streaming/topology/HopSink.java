package io.millrace.streaming.topology;

import io.millrace.contracts.online.LivePart;
import io.millrace.streaming.wire.HopCodec;
import io.millrace.streaming.wire.HopMessage;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** How messages to the next stage go into its topic, and into which of its partitions. */
final class HopSink implements Serializer<HopMessage>, StreamPartitioner<byte[], HopMessage> {
    @Override
    public byte[] serialize(String topic, HopMessage message) {
        return HopCodec.encode(message);
    }

    @Override
    public Optional<Set<Integer>> partitions(String topic, byte[] key, HopMessage message, int count) {
        return Optional.of(message.route()
                .map(route -> Set.of(LivePart.of(route, count)))
                .orElseGet(() -> IntStream.range(0, count).boxed().collect(Collectors.toSet())));
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
