/** Reads what the online store holds. */
package io.millrace.serving.store;
