/** Recency, frequency and monetary value of users, their quintile scores and named segments. */
package io.millrace.features.rfm;
