/** Asks capture for what the lake needs from the source. */
package io.millrace.lakehouse.capture;
