/** Computes the measures of the pipeline file over silver tables, and compares the live ones with them. */
package io.millrace.features.measure;
