/** Counts how often what models recommended was clicked, and goes back to the model before where that is too little. */
package io.millrace.ml.clicks;
