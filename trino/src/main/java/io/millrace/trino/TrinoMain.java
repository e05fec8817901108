package io.millrace.trino;

import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.Settings;
import io.millrace.trino.server.TrinoServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a Trino server on this machine, fetched when it is first asked for, and keeps its tables those of the lake. */
public final class TrinoMain {
    private static final Logger LOG = LoggerFactory.getLogger(TrinoMain.class);

    private TrinoMain() {}

    public static void main(String[] args) {
        Entrypoint.run("trino", "runs Trino over the tables of the lake", args, TrinoMain::run);
    }

    private static void run(Settings settings) throws InterruptedException {
        TrinoConfig config = TrinoConfig.from(settings);
        LakeStore store = LakeStore.from(settings);
        try (TrinoServer server = TrinoServer.start(config, store, LOG::info)) {
            server.awaitReady();
            LOG.info("Trino answers at {}", config.url());
            RegistrationMain.register(config, store, server.serviceUser(), server::requireAlive);
        }
    }
}
