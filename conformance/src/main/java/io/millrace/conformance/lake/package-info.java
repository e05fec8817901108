/** Reads Delta tables without any code that wrote them. */
package io.millrace.conformance.lake;
