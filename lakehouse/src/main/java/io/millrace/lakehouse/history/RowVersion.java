package io.millrace.lakehouse.history;

import java.util.List;

/**
 * What a row was for a time.
 *
 * @param from since when, in microseconds since the epoch
 * @param operation what began it
 * @param position of the change that began it
 */
record RowVersion(List<Object> values, long from, String operation, String position) {}
