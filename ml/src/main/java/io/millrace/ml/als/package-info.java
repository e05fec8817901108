/** Fits alternating least squares for implicit feedback. */
package io.millrace.ml.als;
