/** Folds changes into the rows that the source has, and writes them with their position. */
package io.millrace.lakehouse.silver;
