package io.millrace.local.demo;

import io.millrace.contracts.status.LakeStatus;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.ShopSource;
import io.millrace.local.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The main job, told as it happens: a shop's database becomes a lake, features, a model and a recommendation.
 *
 * <p>Run again in the same folder it goes on with what is there: the shop is filled once.
 */
public final class Demo {
    private static final int STAGES = 7;
    /** The stage that ends with an answer of the API. */
    static final String ANSWER = "Serving";
    /** Such as: 10,000 of 40,000 orders. */
    private static final Pattern STEP = Pattern.compile("^[\\d,]+ of [\\d,]+ ");

    private final Stack stack;
    private final DemoPlan plan;
    private final ShopSource shop;
    private final Story story = new Story(System.out, System.console() != null, STAGES);

    public Demo(Stack stack, DemoPlan plan) {
        this.stack = stack;
        this.plan = plan;
        this.shop = new ShopSource(stack);
    }

    /**
     * Runs to the printout, then until it is interrupted. Then it stops the stack, unless that ran before: whoever
     * started it still wants it.
     */
    public void run() throws InterruptedException {
        boolean ranBefore = stack.isRunning();
        story.line("Millrace demo: %s, in %s"
                .formatted(
                        plan.dataset()
                                .map(file -> "the shop of " + file.getFileName())
                                .orElse("a generated shop"),
                        stack.folder()));
        try (var memory = new MemoryWatch(stack)) {
            LakeStatus lake = pipeline();
            new DemoReport(stack, story, plan.once() && !ranBefore).print(lake, memory.peakBytes());
            if (!plan.once()) {
                new LiveOrders(stack, plan, story, ranBefore).run();
            }
        } finally {
            if (ranBefore) {
                story.line("What ran before the demo runs on; './millrace down' stops it.");
            } else if (stack.isRunning()) {
                new Stopping(stack, story).run();
            }
        }
    }

    private LakeStatus pipeline() throws InterruptedException {
        story.stage("Services", progress -> services());
        story.stage("Shop", this::shop);
        story.stage("Capture", progress -> capture());
        AtomicReference<LakeStatus> lake = new AtomicReference<>();
        story.stage("Lake", progress -> {
            lake.set(new LakeWait(stack).until(shop.position(), progress));
            return "every table equals the source at "
                    + lake.get().tables().values().iterator().next().silver().orElseThrow();
        });
        story.stage("Features and model", this::refresh);
        story.stage(ANSWER, progress -> serving());
        story.stage("Live state", progress -> liveState());
        return lake.get();
    }

    private String services() {
        stack.startServices();
        // Spark takes its time to start: it does so while the shop is being filled.
        stack.launch(MillraceProcess.LAKEHOUSE);
        return "Postgres, Kafka, an S3 endpoint and Redis run";
    }

    private String shop(Consumer<String> progress) throws InterruptedException {
        shop.create();
        if (plan.dataset().isPresent()) {
            // Captured while it happens: years of orders, edits and cancellations as a stream of changes.
            stack.launch(MillraceProcess.CDC);
            shop.run(
                    steps(progress),
                    "import",
                    "--unless-loaded",
                    plan.dataset().get().toString());
        } else {
            List<String> generate = new ArrayList<>(List.of("generate", "--unless-loaded"));
            generate.addAll(plan.sizes());
            generate.addAll(plan.seed());
            shop.run(steps(progress), generate.toArray(String[]::new));
        }
        return "holds %,d orders".formatted(shop.orders());
    }

    /** A count that goes on is of interest until the next one; what was skipped, and why, also later. */
    private Consumer<String> steps(Consumer<String> progress) {
        return line -> {
            if (STEP.matcher(line).find()) {
                progress.accept(line);
            } else {
                story.detail(line);
            }
        };
    }

    private String capture() throws InterruptedException {
        stack.launch(MillraceProcess.CDC);
        List<MillraceProcess> processes = List.of(
                MillraceProcess.CDC, MillraceProcess.LAKEHOUSE, MillraceProcess.SERVING, MillraceProcess.DASHBOARD);
        processes.forEach(stack::launch);
        for (MillraceProcess process : processes) {
            stack.awaitLive(process);
        }
        return "cdc, lakehouse and serving run; watch them at " + stack.dashboardUrl();
    }

    private String refresh(Consumer<String> progress) throws InterruptedException {
        // Not sooner: a refresh by schedule would read a part of the lake, and this one would wait for it.
        stack.launch(MillraceProcess.ORCHESTRATION);
        stack.awaitLive(MillraceProcess.ORCHESTRATION);
        return RefreshRun.of(stack).run(progress);
    }

    private String serving() throws InterruptedException {
        stack.launch(MillraceProcess.GATEWAY);
        new ServingWait(stack).untilReady();
        stack.awaitLive(MillraceProcess.GATEWAY);
        return "answers at " + stack.apiUrl();
    }

    /** Not sooner: it reads the whole first load, and would take the time from the lake and the model. */
    private String liveState() throws InterruptedException {
        stack.launch(MillraceProcess.STREAMING);
        stack.awaitLive(MillraceProcess.STREAMING);
        new ServingWait(stack).untilLive(shop.position());
        return "answers follow each commit from now on";
    }
}
