/** Compares the lake with its source, row for row. */
package io.millrace.lakehouse.audit;
