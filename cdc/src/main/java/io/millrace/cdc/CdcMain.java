package io.millrace.cdc;

import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.source.TextSession;
import java.util.TimeZone;

/** The process that captures the committed changes of the source and publishes them to Kafka. */
public final class CdcMain {
    private CdcMain() {}

    public static void main(String[] args) {
        // The driver gives a session the zone of its process, and ranges of moments are written in it.
        TimeZone.setDefault(TimeZone.getTimeZone(TextSession.TIME_ZONE));
        Entrypoint.run("cdc", "captures the changes of a Postgres database into Kafka", args, settings -> {
            try (var capture = new ChangeCapture(CdcConfig.from(settings), PipelineFile.of(settings))) {
                capture.start();
                capture.await();
            }
        });
    }
}
