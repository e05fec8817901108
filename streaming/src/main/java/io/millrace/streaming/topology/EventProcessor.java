package io.millrace.streaming.topology;

import io.millrace.streaming.event.EventStage;
import io.millrace.streaming.wire.HopMessage;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** The stage of events in Kafka Streams. */
final class EventProcessor implements Processor<byte[], byte[], byte[], HopMessage> {
    static final String TO_JOINS = "events-to-joins";
    static final String TO_USERS = "events-to-users";

    private final StageSettings settings;
    private final CommitPace commits;
    private ProcessorContext<byte[], HopMessage> context;
    private EventStage stage;
    private long time;

    EventProcessor(StageSettings settings, CommitPace commits) {
        this.settings = settings;
        this.commits = commits;
    }

    @Override
    public void init(ProcessorContext<byte[], HopMessage> given) {
        context = given;
        stage = new EventStage(settings.pipeline(), this::send);
        commits.keep(given);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        time = record.timestamp();
        stage.accept(context.recordMetadata().orElseThrow().topic(), record.value());
    }

    private void send(HopMessage message) {
        byte[] key = message.route().orElseThrow().getBytes(StandardCharsets.UTF_8);
        String to = message.goesTo().contains(HopMessage.Stage.USERS) ? TO_USERS : TO_JOINS;
        context.forward(new Record<>(key, message, time), to);
    }
}
