/** Lands what Kafka holds in the change log, with the offsets it came from in the same commit. */
package io.millrace.lakehouse.bronze;
