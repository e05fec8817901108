/** Breaks a running product on purpose, over and over, and compares what it holds with the source each time. */
package io.millrace.local.chaos;
