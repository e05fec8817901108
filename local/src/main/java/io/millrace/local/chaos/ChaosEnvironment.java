package io.millrace.local.chaos;

import io.millrace.local.stack.Stack;
import io.millrace.testkit.fault.FaultProxy;
import io.millrace.testkit.process.JavaProgram;
import java.util.Map;

/**
 * What is other for the processes of a chaos stack: they reach source and store through proxies, and nothing waits for
 * company, because the shorter the way back is, the more can go wrong in the same time.
 */
final class ChaosEnvironment {
    private ChaosEnvironment() {}

    static Map<String, String> of(FaultProxy source, FaultProxy store) {
        return Map.of(
                "MILLRACE_CHAOS_URL",
                        "jdbc:postgresql://%s:%d/%s".formatted(source.host(), source.port(), Stack.SHOP_DATABASE),
                "MILLRACE_LAKE_ENDPOINT", "http://%s:%d".formatted(store.host(), store.port()),
                "JAVA_TOOL_OPTIONS", String.join(" ", JavaProgram.SHORT_LIVED),
                "MILLRACE_LAKEHOUSE_INGEST_TRIGGER", "1s",
                "MILLRACE_LAKEHOUSE_FOLD_INTERVAL", "1s",
                "MILLRACE_CDC_HEARTBEAT", "1s",
                "MILLRACE_CDC_CATALOG_INTERVAL", "1s",
                // Nothing here compares it.
                "MILLRACE_LAKEHOUSE_HISTORY_ENABLED", "false");
    }
}
