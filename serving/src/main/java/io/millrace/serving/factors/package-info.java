/** Turns item factors and a user's interactions into a vector, scores and their reasons. */
package io.millrace.serving.factors;
