/** Reads what the online store holds, and keeps answers there. */
package io.millrace.serving.store;
