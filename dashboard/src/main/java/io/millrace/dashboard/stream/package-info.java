/** Tells any number of readers what changes, out of one bounded memory. */
package io.millrace.dashboard.stream;
