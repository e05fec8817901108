package io.millrace.gateway;

import io.millrace.contracts.process.Entrypoint;

/** Takes events over HTTP into Kafka until it is stopped. */
public final class GatewayMain {
    private GatewayMain() {}

    public static void main(String[] args) {
        Entrypoint.run("gateway", "takes events over HTTP into Kafka", args, settings -> {
            try (var gateway = Gateway.of(GatewayConfig.from(settings))) {
                gateway.start();
                gateway.await();
            }
        });
    }
}
