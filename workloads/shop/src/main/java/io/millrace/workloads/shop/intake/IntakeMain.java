package io.millrace.workloads.shop.intake;

import io.millrace.contracts.process.Entrypoint;

/** Takes orders and changes of products, and writes them to the shop's database, until it is stopped. */
public final class IntakeMain {
    private IntakeMain() {}

    public static void main(String[] args) {
        Entrypoint.run(
                "shop-intake",
                "takes orders and changes of products over HTTP into Kafka, and writes them to the shop's database",
                args,
                settings -> {
                    try (var intake = new Intake(IntakeConfig.from(settings))) {
                        intake.start();
                        intake.await();
                    }
                });
    }
}
