/** Asks the other processes over HTTP. */
package io.millrace.dashboard.upstream;
