/** Measures the running product, each figure beside a limit of the same machine, data and minute. */
package io.millrace.benchmarks;
