package io.millrace.dashboard;

import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Entrypoint;

/** Serves the dashboard until it is stopped. */
public final class DashboardMain {
    private DashboardMain() {}

    public static void main(String[] args) {
        Entrypoint.run("dashboard", "serves the dashboard", args, settings -> {
            try (var dashboard = new Dashboard(DashboardConfig.from(settings), PipelineFile.of(settings))) {
                dashboard.start();
                dashboard.await();
            }
        });
    }
}
