package io.millrace.orchestration.http;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.ProcessEndpoint.Answer;
import io.millrace.contracts.process.ProcessEndpoint.Request;
import io.millrace.orchestration.chain.Step;
import io.millrace.orchestration.history.Run;
import io.millrace.orchestration.history.RunHistory;
import io.millrace.orchestration.schedule.ChainRuns;
import io.millrace.orchestration.schedule.CronTimes;
import io.millrace.orchestration.schedule.Planned;
import io.millrace.orchestration.schedule.Schedule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers {@code GET /v1/jobs}, {@code POST /v1/jobs/NAME/run}, {@code GET /v1/runs[?limit=&job=]} and
 * {@code GET /v1/runs/ID}.
 *
 * @param plan all jobs
 */
public record JobRoutes(List<Planned> plan, Schedule schedule, ChainRuns runs, RunHistory history) {
    /** Path below which jobs are. */
    public static final String JOBS = "/v1/jobs";
    /** Path below which runs are. */
    public static final String RUNS = "/v1/runs";

    private static final Pattern RUN_NOW = Pattern.compile(JOBS + "/([^/]+)/run");
    private static final Pattern ONE_RUN = Pattern.compile(RUNS + "/(\\d{1,18})");
    private static final int DEFAULT_LIMIT = 20;
    private static final int LARGEST_LIMIT = 1000;
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int NOT_FOUND = 404;
    private static final int WRONG_METHOD = 405;
    private static final int CONFLICT = 409;

    /** All jobs with their next time and their newest runs. */
    public List<Job> all() {
        return plan.stream().map(this::job).toList();
    }

    private Job job(Planned planned) {
        String name = planned.chain().name();
        return new Job(
                name,
                planned.chain().steps().stream().map(Step::name).toList(),
                planned.times().map(CronTimes::expression),
                planned.times().map(times -> times.zone().getId()),
                schedule.next(name),
                runs.openRun(name),
                history.lastEnded(name));
    }

    /** Answers what is at or below {@link #JOBS}. */
    public Answer jobs(Request request) {
        if (request.path().equals(JOBS)) {
            return asked(request, "GET", () -> new Answer(OK, all()));
        }
        Matcher runNow = RUN_NOW.matcher(request.path());
        return runNow.matches() ? asked(request, "POST", () -> begin(runNow.group(1))) : noSuchPath(request);
    }

    private Answer begin(String job) {
        if (plan.stream().noneMatch(planned -> planned.chain().name().equals(job))) {
            List<String> names =
                    plan.stream().map(planned -> planned.chain().name()).toList();
            return new Answer(
                    NOT_FOUND, Map.of("message", "No job is called '%s'; there are %s".formatted(job, names)));
        }
        OptionalLong run = runs.queue(job);
        if (run.isEmpty()) {
            Optional<Long> open = runs.openRun(job).map(Run::id);
            return new Answer(
                    CONFLICT,
                    Map.of(
                            "message",
                            "The job %s already runs; ask again when it has ended".formatted(job),
                            "run",
                            open));
        }
        schedule.request(job, run.getAsLong());
        return new Answer(ACCEPTED, Map.of("id", run.getAsLong(), "job", job, "run", RUNS + "/" + run.getAsLong()));
    }

    /** Answers what is at or below {@link #RUNS}. */
    public Answer runs(Request request) {
        if (request.path().equals(RUNS)) {
            return asked(request, "GET", () -> new Answer(OK, newest(request.query())));
        }
        Matcher one = ONE_RUN.matcher(request.path());
        if (!one.matches()) {
            return noSuchPath(request);
        }
        return asked(request, "GET", () -> history.find(Long.parseLong(one.group(1)))
                .map(run -> new Answer(OK, run))
                .orElseGet(() -> new Answer(NOT_FOUND, Map.of("message", "There is no run " + one.group(1)))));
    }

    private List<Run> newest(Map<String, String> query) {
        int limit = limit(query.getOrDefault("limit", Integer.toString(DEFAULT_LIMIT)));
        return query.containsKey("job") ? history.newest(query.get("job"), limit) : history.newest(limit);
    }

    private static int limit(String text) {
        if (text.matches("\\d{1,4}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= LARGEST_LIMIT) {
            return Integer.parseInt(text);
        }
        throw new PipelineException(
                FailureKind.CONFIGURATION,
                "limit must be a number from 1 to %d, but is '%s'".formatted(LARGEST_LIMIT, text));
    }

    private interface Reply {
        Answer get();
    }

    private static Answer asked(Request request, String method, Reply reply) {
        return request.method().equals(method)
                ? reply.get()
                : new Answer(WRONG_METHOD, Map.of("message", "%s takes %s".formatted(request.path(), method)));
    }

    private static Answer noSuchPath(Request request) {
        return new Answer(NOT_FOUND, Map.of("message", "There is no " + request.path()));
    }
}
