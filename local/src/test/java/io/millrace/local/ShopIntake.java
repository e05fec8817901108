package io.millrace.local;

import io.millrace.local.stack.AttachedProgram;
import io.millrace.local.stack.Probe;
import io.millrace.local.stack.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/** The shop's intake beside the stack, as the command {@code intake} runs it, until it is closed. */
final class ShopIntake implements AutoCloseable {
    private static final Duration SOON = Duration.ofMinutes(3);

    private final Probe probe;
    private final BackgroundProgram program;

    private ShopIntake(int port, AttachedProgram intake) {
        this.probe = new Probe("http://127.0.0.1:" + port);
        this.program = BackgroundProgram.start("shop-intake", intake);
    }

    /** It takes orders when it returns. */
    static ShopIntake open(LocalPipeline pipeline) {
        Stack stack = pipeline.stack();
        int port = stack.options().ports().intake();
        var program = stack.program("workloads/shop", "io.millrace.workloads.shop.intake.IntakeMain")
                .withHeap("128m");
        var intake = new ShopIntake(
                port,
                new AttachedProgram(
                        stack.command(program), Map.of("MILLRACE_SHOP_INTAKE_HTTP_PORT", Integer.toString(port))));
        Awaitility.await().atMost(SOON).until(intake.probe::ready);
        return intake;
    }

    /** Orders one of an item, and fails if that is not taken. */
    void order(String user, String item) {
        Map<String, Integer> line = Map.of("product_id", Integer.valueOf(item), "quantity", 1);
        Probe.Answer answer = probe.post("/v1/orders", Map.of("user_id", Integer.valueOf(user), "items", List.of(line)))
                .orElseThrow(() -> new AssertionError("The intake does not answer"));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
    }

    @Override
    public void close() {
        program.close();
    }
}
