package io.millrace.workloads.shop.intake.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * What the intake is doing.
 *
 * @param notTaking why nothing can be taken now
 * @param notWriting why what is taken has to wait
 * @param inFlight requests that are read or wait for Kafka
 * @param waiting records that are taken and not in the database yet, of the partitions of this process
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record IntakeStatus(Optional<String> notTaking, Optional<String> notWriting, int inFlight, long waiting) {}
