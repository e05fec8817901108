package io.millrace.serving;

import io.millrace.contracts.process.Entrypoint;

/** Answers recommendations over HTTP until it is stopped. */
public final class ServingMain {
    private ServingMain() {}

    public static void main(String[] args) {
        Entrypoint.run("serving", "answers recommendations over HTTP", args, settings -> {
            try (var serving = Serving.of(ServingConfig.from(settings))) {
                serving.start();
                serving.await();
            }
        });
    }
}
