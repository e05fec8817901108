package io.millrace.lakehouse;

import io.millrace.contracts.lake.Maintenance;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.ProcessEndpoint.Answer;
import io.millrace.contracts.process.ProcessEndpoint.Request;
import io.millrace.contracts.process.ProcessEndpoint.Route;
import io.millrace.lakehouse.maintenance.TableMaintenance;
import java.util.Optional;

/** Does what the scheduler asks of the tables, one request after another. */
final class MaintenanceRoute implements Route {
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int OK = 200;

    private final TableMaintenance maintenance;

    MaintenanceRoute(TableMaintenance maintenance) {
        this.maintenance = maintenance;
    }

    @Override
    public synchronized Answer answer(Request request) {
        if (!request.method().equals("POST")) {
            return new Answer(METHOD_NOT_ALLOWED, "POST " + Maintenance.PATH + "?operation=optimize or vacuum");
        }
        Optional<String> table = Optional.ofNullable(request.query().get("table"));
        return new Answer(OK, maintenance.run(operation(request), table));
    }

    private static Maintenance operation(Request request) {
        try {
            return Maintenance.ofCode(request.query().getOrDefault("operation", ""));
        } catch (IllegalArgumentException e) {
            throw new PipelineException(FailureKind.CONFIGURATION, e.getMessage(), e);
        }
    }
}
