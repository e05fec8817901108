package io.millrace.trino;

import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.ProcessEndpoint;
import io.millrace.trino.registration.LakeListing;
import io.millrace.trino.registration.Registration;
import io.millrace.trino.registration.RegistrationLoop;
import io.millrace.trino.registration.TableCatalog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the tables of a Trino that runs elsewhere those of the lake. */
public final class RegistrationMain {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationMain.class);

    private RegistrationMain() {}

    public static void main(String[] args) {
        Entrypoint.run("trino", "registers the tables of the lake in a Trino that runs elsewhere", args, settings -> {
            TrinoConfig config = TrinoConfig.from(settings);
            register(config, LakeStore.from(settings), serviceUser(config), () -> {});
        });
    }

    private static String serviceUser(TrinoConfig config) {
        return config.serviceUser()
                .orElseThrow(
                        () -> new PipelineException(
                                FailureKind.CONFIGURATION,
                                "Registering tables in a Trino that runs elsewhere needs the name that its access rules have; set it in MILLRACE_TRINO_SERVICE_USER"));
    }

    static void register(TrinoConfig config, LakeStore store, String serviceUser, Runnable beforeEach)
            throws InterruptedException {
        try (var lake = new LakeListing(store);
                var catalog = new TableCatalog(config.url(), serviceUser)) {
            var loop = new RegistrationLoop(new Registration(lake, catalog), config.registerEvery());
            try (ProcessEndpoint endpoint = RegistrationEndpoint.open(config, loop)) {
                LOG.info("The registered tables are shown on port {} under /status", endpoint.port());
                loop.run(beforeEach);
            }
        }
    }
}
