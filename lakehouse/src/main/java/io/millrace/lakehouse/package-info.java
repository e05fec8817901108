/** Lands changes in the lake's change log and folds them into tables that equal the source. */
package io.millrace.lakehouse;
