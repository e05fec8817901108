package io.millrace.lakehouse.bronze;

import io.millrace.lakehouse.quarantine.QuarantineTable;

/**
 * Where arriving records go, and what is known of them.
 *
 * @param ledger tells of what the table has committed, and of nothing else
 * @param reloads likewise
 * @param events likewise
 */
public record ChangeLog(
        ChangeLogTable table,
        QuarantineTable quarantine,
        ProgressLedger ledger,
        ReloadLedger reloads,
        EventLedger events) {}
