package io.millrace.testkit;

/** Settings of brokers on one machine. */
final class KafkaProperties {
    private KafkaProperties() {}

    // A killed broker may come back only once its controller has given it up: a test does not wait 9 seconds for that.
    private static final String QUICK_RETURN =
            """
            broker.session.timeout.ms=3000
            broker.heartbeat.interval.ms=500
            """;

    /** Of a broker that is its own controller. */
    static String of(ServicePlace place, int controllerPort) {
        String head =
                """
                process.roles=broker,controller
                node.id=1
                listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
                """
                        .formatted(place.port(), controllerPort);
        return head + shared(place, controllerPort);
    }

    /** Of one more broker, whose controller is the first. */
    static String joining(ServicePlace place, int node, int controllerPort) {
        String head =
                """
                process.roles=broker
                node.id=%d
                listeners=PLAINTEXT://127.0.0.1:%d
                """
                        .formatted(node, place.port());
        return head + shared(place, controllerPort);
    }

    private static String shared(ServicePlace place, int controllerPort) {
        return (place.lasting() ? "" : QUICK_RETURN)
                + """
                controller.quorum.voters=1@127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%3$s

                # A topic that nobody created on purpose has the wrong number of partitions for ever.
                auto.create.topics.enable=false
                delete.topic.enable=true

                # As a rule there is one broker, so there is one copy of what does not ask for more.
                default.replication.factor=1
                min.insync.replicas=1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                share.coordinator.state.topic.num.partitions=1

                # Quick to start, quick to hand out partitions, little memory.
                group.initial.rebalance.delay.ms=0
                num.network.threads=2
                num.io.threads=4
                num.recovery.threads.per.data.dir=2
                log.cleaner.threads=1
                log.cleaner.dedupe.buffer.size=8388608
                log.segment.bytes=67108864
                log.index.size.max.bytes=1048576
                """
                        .formatted(place.port(), controllerPort, place.folder().resolve("data"));
    }
}
