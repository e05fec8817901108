/** Keeps every version that each row of the source ever had, with the time during which it was true. */
package io.millrace.lakehouse.history;
