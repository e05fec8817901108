package io.millrace.local.stack;

import java.util.Locale;

/** The long-running processes, in the order of the data. */
public enum MillraceProcess {
    CDC("cdc", "io.millrace.cdc.CdcMain", 1),
    GATEWAY("gateway", "io.millrace.gateway.GatewayMain", 6),
    LAKEHOUSE("lakehouse", "io.millrace.lakehouse.LakehouseMain", 2),
    STREAMING("streaming", "io.millrace.streaming.StreamingMain", 5),
    SERVING("serving", "io.millrace.serving.ServingMain", 0),
    ORCHESTRATION("orchestration", "io.millrace.orchestration.OrchestrationMain", 3),
    DASHBOARD("dashboard", "io.millrace.dashboard.DashboardMain", 7);

    private final String module;
    private final String mainClass;
    private final int portOffset;

    MillraceProcess(String module, String mainClass, int portOffset) {
        this.module = module;
        this.mainClass = mainClass;
        this.portOffset = portOffset;
    }

    /** The module's folder, which is also the process' name and the root of its settings. */
    public String module() {
        return module;
    }

    public String mainClass() {
        return mainClass;
    }

    /** How far its port is behind the first of the stack; it stays the same whatever processes are added. */
    int portOffset() {
        return portOffset;
    }

    /** The environment variable that sets the port of its endpoint. */
    public String portVariable() {
        return "MILLRACE_" + module.toUpperCase(Locale.ROOT) + "_HTTP_PORT";
    }
}
