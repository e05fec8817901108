package io.millrace.trino.server;

import io.millrace.trino.LakeStore;
import io.millrace.trino.TrinoConfig;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the operating system is asked to run for a server. */
record ServerCommand(TrinoConfig config, JavaHome java, Path server, ServerEtc etc) {
    private static final Path TIE = Path.of("/usr/bin/setpriv");
    // The flags of Trino's own jvm.config, with sizes for a small machine.
    private static final List<String> JVM_FLAGS = List.of(
            "-XX:+UseG1GC",
            "-XX:+ExplicitGCInvokesConcurrent",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-OmitStackTraceInFastThrow",
            "-XX:ReservedCodeCacheSize=256M",
            "-XX:PerMethodRecompilationCutoff=10000",
            "-XX:PerBytecodeRecompilationCutoff=10000",
            "-XX:+EnableDynamicAgentLoading",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:G1NumCollectionsKeepPinned=10000000",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djdk.attach.allowAttachSelf=true",
            "-Djdk.nio.maxCachedBufferSize=2000000",
            "-Dfile.encoding=UTF-8");

    List<String> line() {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(TIE)) {
            // However this process ends, the kernel ends the server with it.
            line.addAll(List.of(TIE.toString(), "--pdeathsig", "KILL"));
        }
        line.add(java.java().toString());
        line.add("-Xmx" + config.heapMegabytes() + "m");
        line.addAll(JVM_FLAGS);
        line.addAll(List.of(
                "-Dconfig=" + etc.config(),
                "-Dlog.levels-file=" + etc.logLevels(),
                "-Dcatalog.config-dir=" + etc.catalogs(),
                "-Daccess-control.config-files=" + etc.folder().resolve("access-control.properties"),
                "-Dnode.id=millrace",
                "-Dnode.data-dir=" + config.dataDir().resolve("var"),
                "-Dnode.bind-ip=127.0.0.1",
                "-Dnode.internal-address=127.0.0.1",
                "-cp",
                server.resolve("lib") + "/*",
                "io.trino.server.TrinoServer"));
        return line;
    }

    /** The variables that the files of {@code trino/etc} name. */
    Map<String, String> environment(LakeStore store) {
        Map<String, String> variables = new HashMap<>();
        variables.put("MILLRACE_TRINO_HTTP_PORT", Integer.toString(config.httpPort()));
        variables.put("MILLRACE_TRINO_QUERY_MEMORY", config.heapMegabytes() / 2 + "MB");
        variables.put("MILLRACE_TRINO_HEADROOM", config.heapMegabytes() / 4 + "MB");
        variables.put("MILLRACE_TRINO_RULES", etc.rules().toString());
        variables.put("MILLRACE_TRINO_STATE_DIR", config.dataDir().toString());
        variables.put("MILLRACE_LAKE_REGION", store.region());
        variables.put(
                "MILLRACE_LAKE_ENDPOINT", store.endpoint().map(URI::toString).orElse(""));
        variables.put("MILLRACE_LAKE_ACCESS_KEY", store.accessKey().reveal());
        variables.put("MILLRACE_LAKE_SECRET_KEY", store.secretKey().reveal());
        return variables;
    }

    // The settings carry the name of the service user.
    @Override
    public String toString() {
        return "ServerCommand[" + server + "]";
    }
}
