package io.millrace.local.demo;

import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Stack;
import io.millrace.local.stack.VideoSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The second pipeline, told as it happens: viewers watch, search and log in through the gateway, and what they do is
 * measured, watched for frauds and recommended from.
 */
public final class VideoDemo {
    private static final int STAGES = 7;
    /** Of the first viewers: so long they watch before anything is printed. */
    private static final String SECONDS = "8";

    private static final List<MillraceProcess> PROCESSES = List.of(
            MillraceProcess.CDC,
            MillraceProcess.LAKEHOUSE,
            MillraceProcess.GATEWAY,
            MillraceProcess.STREAMING,
            MillraceProcess.SERVING,
            MillraceProcess.DASHBOARD);

    private final Stack stack;
    private final DemoPlan plan;
    private final VideoSource video;
    private final Story story = new Story(System.out, System.console() != null, STAGES);

    public VideoDemo(Stack stack, DemoPlan plan) {
        this.stack = stack;
        this.plan = plan;
        this.video = new VideoSource(stack);
    }

    /**
     * Runs to the printout, then until it is interrupted. Then it stops the stack, unless that ran before: whoever
     * started it still wants it.
     */
    public void run() throws InterruptedException {
        boolean ranBefore = stack.isRunning();
        story.line("Millrace demo: a video service, in " + stack.folder());
        try {
            pipeline();
            new VideoReport(stack, story).print(video.example());
            if (!plan.once()) {
                story.line("");
                story.line("Viewers watch now; see %s. Ctrl-C %s."
                        .formatted(stack.dashboardUrl(), ranBefore ? "ends that" : "stops everything"));
                simulate(story::line, List.of());
            }
        } finally {
            if (ranBefore) {
                story.line("What ran before the demo runs on; './millrace down' stops it.");
            } else if (stack.isRunning()) {
                new Stopping(stack, story).run();
            }
        }
    }

    private void pipeline() throws InterruptedException {
        story.stage("Services", progress -> services());
        story.stage("Video service", this::fill);
        story.stage("Processes", progress -> processes());
        story.stage("Viewers", progress -> {
            simulate(progress, List.of("--seconds", SECONDS));
            return "watched, searched, logged in and rated; a few of them are frauds";
        });
        story.stage("Lake", progress -> {
            new LakeWait(stack).until(video.position(), progress);
            return "every table equals the source";
        });
        story.stage("Features and model", this::refresh);
        story.stage("Serving", progress -> serving());
    }

    private String services() {
        stack.startServices();
        // Spark takes its time to start: it does so while the service is being filled.
        stack.launch(MillraceProcess.LAKEHOUSE);
        return "Postgres, Kafka, an S3 endpoint and Redis run";
    }

    private String fill(Consumer<String> progress) throws InterruptedException {
        video.create();
        List<String> generate = new ArrayList<>(List.of("generate"));
        generate.addAll(plan.sizes());
        generate.addAll(plan.seed());
        List<String> said = new ArrayList<>();
        video.run(said::add, generate.toArray(String[]::new));
        return said.get(said.size() - 1);
    }

    private String processes() throws InterruptedException {
        PROCESSES.forEach(stack::launch);
        for (MillraceProcess process : PROCESSES) {
            stack.awaitLive(process);
        }
        return "capture, lakehouse, gateway, live state and serving run; watch them at " + stack.dashboardUrl();
    }

    private void simulate(Consumer<String> lines, List<String> more) throws InterruptedException {
        List<String> simulate = new ArrayList<>(List.of(
                "simulate",
                "--gateway",
                stack.endpoint(MillraceProcess.GATEWAY),
                "--rate",
                Double.toString(plan.rate())));
        simulate.addAll(plan.seed());
        simulate.addAll(more);
        video.run(lines, simulate.toArray(String[]::new));
    }

    private String refresh(Consumer<String> progress) throws InterruptedException {
        // Not sooner: a refresh by schedule would read a part of the lake, and this one would wait for it.
        stack.launch(MillraceProcess.ORCHESTRATION);
        stack.awaitLive(MillraceProcess.ORCHESTRATION);
        return RefreshRun.of(stack).run(progress);
    }

    private String serving() throws InterruptedException {
        var wait = new ServingWait(stack);
        wait.untilReady();
        wait.untilLive(video.position());
        return "answers at " + stack.apiUrl();
    }
}
