package io.millrace.features.measure;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.lakehouse.lake.Lake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Computes the measures of the pipeline file from the latest cut of the lake into their table, then ends. */
public final class MeasuresMain {
    private static final Logger LOG = LoggerFactory.getLogger(MeasuresMain.class);

    private MeasuresMain() {}

    public static void main(String[] args) {
        Entrypoint.run(
                "features",
                "computes the measures of the pipeline file from the silver tables into a table. Arguments: none",
                args,
                settings -> run(args, settings));
    }

    private static void run(String[] args, Settings settings) {
        if (args.length > 0) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "The table of measures takes no arguments, but got '%s'".formatted(String.join(" ", args)));
        }
        Pipeline pipeline = PipelineFile.of(settings);
        if (pipeline.figures().measures().isEmpty()) {
            LOG.info("the pipeline file has no measures; a table of earlier ones stays as it was");
            return;
        }
        try (Lake lake = Lake.open("millrace-measures", settings)) {
            var table = new MeasureTable(lake, pipeline);
            Position position = table.write();
            LOG.info("{} reflects {}", table.qualified(), position);
        }
    }
}
