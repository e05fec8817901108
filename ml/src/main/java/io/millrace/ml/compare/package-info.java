/** Judges recommenders side by side on interactions of anyone's, by the protocols that papers use. */
package io.millrace.ml.compare;
