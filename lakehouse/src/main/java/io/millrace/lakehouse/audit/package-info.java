/** Compares the lake with its source at one position while both are written, and mends what differs. */
package io.millrace.lakehouse.audit;
