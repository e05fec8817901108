package io.millrace.lakehouse.audit;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.lakehouse.lake.Lake;
import java.util.Arrays;
import java.util.List;

/** Compares the lake with its source and ends with status 0 only if they are equal. */
public final class AuditMain {
    private AuditMain() {}

    public static void main(String[] args) {
        List<TableId> tables = Arrays.stream(args)
                .filter(argument -> !argument.startsWith("-"))
                .map(TableId::parse)
                .toList();
        Entrypoint.run(
                "lakehouse",
                "compares silver tables with their source tables; arguments: tables, such as public.orders",
                args,
                settings -> audit(settings, tables));
    }

    private static void audit(Settings settings, List<TableId> tables) throws InterruptedException {
        Pipeline pipeline = PipelineFile.of(settings);
        try (Lake lake = Lake.open("audit", settings)) {
            LakeAudit.Report report = new LakeAudit(lake, pipeline).compare(tables);
            System.out.println("Compared at position " + report.position());
            for (TableComparison table : report.tables()) {
                System.out.printf(
                        "  %-30s %,12d rows  %s%n",
                        table.table(),
                        table.rows(),
                        table.equal()
                                ? "equal"
                                : "%,d missing, %,d surplus".formatted(table.missing(), table.surplus()));
                table.examples().forEach(example -> System.out.println("      " + example));
            }
            if (!report.equal()) {
                throw new PipelineException(
                        FailureKind.DATA_LOSS,
                        "The lake differs from its source; if the source was being written, audit again when it is quiet");
            }
        }
    }
}
