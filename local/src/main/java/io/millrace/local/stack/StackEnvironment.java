package io.millrace.local.stack;

import io.millrace.contracts.process.TemporaryFolder;
import io.millrace.testkit.BackingServices;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The environment by which every process finds the others; the same names as on a cluster. */
final class StackEnvironment {
    /** Those that the dashboard asks. */
    private static final List<MillraceProcess> SHOWN = List.of(
            MillraceProcess.CDC,
            MillraceProcess.GATEWAY,
            MillraceProcess.LAKEHOUSE,
            MillraceProcess.STREAMING,
            MillraceProcess.SERVING,
            MillraceProcess.ORCHESTRATION);

    private StackEnvironment() {}

    /** What its processes need no longer than they run. */
    static Path temporary(Path folder) {
        return folder.resolve("tmp");
    }

    static Map<String, String> of(Path folder, StackOptions options, BackingServices services) {
        Map<String, String> environment = new HashMap<>();
        environment.put("MILLRACE_PIPELINE", options.pipeline());
        environment.put(TemporaryFolder.VARIABLE, temporary(folder).toString());
        environment.put("MILLRACE_KAFKA_BOOTSTRAP", services.kafka().address());
        environment.put("MILLRACE_REDIS_URL", services.redis().uri().toString());
        environment.put("MILLRACE_LAKE_ROOT", "s3a://" + services.objectStore().bucket());
        environment.put(
                "MILLRACE_LAKE_ENDPOINT", services.objectStore().endpoint().toString());
        environment.put("MILLRACE_LAKE_ACCESS_KEY", services.objectStore().accessKey());
        environment.put("MILLRACE_LAKE_SECRET_KEY", services.objectStore().secretKey());
        if (options.ownDatabase()) {
            String workload = VideoSource.isOf(options) ? VideoSource.NAME : Stack.SHOP_DATABASE;
            String prefix = "MILLRACE_%s_".formatted(workload.toUpperCase(Locale.ROOT));
            environment.put(prefix + "URL", services.postgres().jdbcUrl(workload));
            environment.put(prefix + "USER", services.postgres().user());
            environment.put(prefix + "PASSWORD", services.postgres().password());
        }
        options.asOf().ifPresent(moment -> environment.put("MILLRACE_FEATURES_AS_OF", moment));
        StackPorts ports = options.ports();
        for (MillraceProcess process : MillraceProcess.values()) {
            environment.put(process.portVariable(), Integer.toString(ports.of(process)));
        }
        for (MillraceProcess shown : SHOWN) {
            environment.put(
                    "MILLRACE_DASHBOARD_%s_URL".formatted(shown.module().toUpperCase(Locale.ROOT)),
                    "http://127.0.0.1:" + ports.of(shown));
        }
        environment.put("MILLRACE_GATEWAY_SERVING_URL", "http://127.0.0.1:" + ports.of(MillraceProcess.SERVING));
        environment.put("MILLRACE_TRINO_HTTP_PORT", Integer.toString(ports.trino()));
        environment.put("MILLRACE_TRINO_REGISTRATION_HTTP_PORT", Integer.toString(ports.trinoRegistration()));
        environment.put("MILLRACE_TRINO_DATA_DIR", folder.resolve("trino").toString());
        environment.put("MILLRACE_LAKEHOUSE_CAPTURE_URL", "http://127.0.0.1:" + ports.of(MillraceProcess.CDC));
        environment.put("MILLRACE_STREAMING_CAPTURE_URL", "http://127.0.0.1:" + ports.of(MillraceProcess.CDC));
        environment.put(
                "MILLRACE_STREAMING_STATE_DIR", folder.resolve("streaming").toString());
        environment.put("MILLRACE_LAKEHOUSE_URL", "http://127.0.0.1:" + ports.of(MillraceProcess.LAKEHOUSE));
        environment.put(
                "MILLRACE_ORCHESTRATION_LAKEHOUSE_URL", "http://127.0.0.1:" + ports.of(MillraceProcess.LAKEHOUSE));
        environment.put(
                "MILLRACE_ORCHESTRATION_STATE_DIR",
                folder.resolve("orchestration").toString());
        environment.put("MILLRACE_ORCHESTRATION_LOG_DIR", folder.resolve("logs").toString());
        return environment;
    }
}
