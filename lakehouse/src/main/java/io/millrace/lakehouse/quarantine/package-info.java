/** Keeps what could not be processed, with its reason and its bytes. */
package io.millrace.lakehouse.quarantine;
