package io.millrace.cdc.check;

import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** The command that says whether a database can be captured as a pipeline file asks, and how to mend what is not so. */
public final class CheckMain {
    private static final int FINE = 0;
    private static final int NOT_FINE = 2;

    private CheckMain() {}

    public static void main(String[] args) {
        int status = run(List.of(args), System.out, System.err);
        System.out.flush();
        System.exit(status);
    }

    /** Prints the findings; returns 0 if nothing has to be mended, else 2. */
    static int run(List<String> args, PrintStream out, PrintStream err) {
        if (args.contains("--help") || args.contains("-h")) {
            out.println("check [-f FILE]: looks at the database that the pipeline file names and changes nothing.");
            out.println(
                    "Prints what keeps it from being captured, with the SQL that mends it. Status 0: all is well; 2: not.");
            return FINE;
        }
        try {
            Pipeline pipeline = pipeline(args);
            out.printf(
                    "%s as %s, for the pipeline '%s'%n%n",
                    pipeline.source().url(), pipeline.source().user(), pipeline.name());
            Findings findings = new SourceCheck(pipeline).find();
            out.print(findings.text());
            return findings.areFine() ? FINE : NOT_FINE;
        } catch (PipelineException e) {
            err.println(e.getMessage());
            return NOT_FINE;
        }
    }

    private static Pipeline pipeline(List<String> args) {
        int flag = args.indexOf("-f");
        return flag >= 0 && flag + 1 < args.size()
                ? PipelineFile.read(Path.of(args.get(flag + 1)))
                : PipelineFile.of(Settings.load());
    }
}
