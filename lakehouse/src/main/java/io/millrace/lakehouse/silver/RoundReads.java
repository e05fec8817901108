package io.millrace.lakehouse.silver;

/**
 * What the folds of one round read from the change log.
 *
 * @param version a version of the log that is complete up to the round's end
 * @param changes those that are read at once for several tables
 * @param reloads the same for tables that are new
 */
record RoundReads(long version, RoundChanges changes, RoundReloads reloads) {}
