/** Starts processes, finds them again from a later JVM, and stops them. */
package io.millrace.testkit.process;
