/** Follows what becomes of the captured tables themselves, which the stream of their changes does not say. */
package io.millrace.cdc.shape;
