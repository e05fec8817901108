/** Counts how often what models recommended was clicked. */
package io.millrace.ml.clicks;
