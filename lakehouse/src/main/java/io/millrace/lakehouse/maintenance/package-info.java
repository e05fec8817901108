/** Compacts tables and removes files that nobody reads any more. */
package io.millrace.lakehouse.maintenance;
