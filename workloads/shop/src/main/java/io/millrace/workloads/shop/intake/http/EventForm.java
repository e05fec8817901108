package io.millrace.workloads.shop.intake.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.workloads.shop.intake.event.IntakeEvent;
import java.time.Instant;
import java.util.List;

/** How something that is asked of the shop is written in a body. */
@FunctionalInterface
interface EventForm {
    /**
     * Reads a body, whose id is known already.
     *
     * @param problems to which is added what is wrong; where something is, what is returned may not be used
     */
    IntakeEvent read(ObjectNode body, String id, Instant now, List<FieldProblem> problems);
}
