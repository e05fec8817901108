/** Finds the best items of many users by exact scoring, without what they have and what may not be recommended. */
package io.millrace.ml.rank;
