package io.millrace.lakehouse.lease;

import java.time.Instant;

/**
 * Who may write the lake.
 *
 * @param owner unique to one run of one process
 * @param host name of its machine
 * @param process its id there
 * @param until when the claim ends unless it is renewed
 */
record LeaseRecord(String owner, String host, long process, Instant until) {}
