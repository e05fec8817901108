/** Compares parameters of the model by events that no judgement of a model uses. */
package io.millrace.ml.tune;
