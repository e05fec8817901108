package io.millrace.local.stack;

import java.util.Locale;

/** The long-running processes, in the order of their ports. */
public enum MillraceProcess {
    SERVING("serving", "io.millrace.serving.ServingMain"),
    CDC("cdc", "io.millrace.cdc.CdcMain"),
    LAKEHOUSE("lakehouse", "io.millrace.lakehouse.LakehouseMain"),
    ORCHESTRATION("orchestration", "io.millrace.orchestration.OrchestrationMain");

    private final String module;
    private final String mainClass;

    MillraceProcess(String module, String mainClass) {
        this.module = module;
        this.mainClass = mainClass;
    }

    /** The module's folder, which is also the process' name and the root of its settings. */
    public String module() {
        return module;
    }

    public String mainClass() {
        return mainClass;
    }

    /** The environment variable that sets the port of its endpoint. */
    public String portVariable() {
        return "MILLRACE_" + module.toUpperCase(Locale.ROOT) + "_HTTP_PORT";
    }
}
