package io.millrace.benchmarks;

import picocli.CommandLine.Option;

/** What every benchmark takes. */
final class RunFlags {
    @Option(names = "--seed", description = "of everything random (default: ${DEFAULT-VALUE})")
    private long seed = 7;

    @Option(names = "--port-base", description = "first port of its stack (default: ${DEFAULT-VALUE})")
    private int portBase = 8700;

    private final Report report = new Report(System.out);

    long seed() {
        return seed;
    }

    int portBase() {
        return portBase;
    }

    Report report() {
        return report;
    }
}
