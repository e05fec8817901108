/** Keeps a second writer out of the lake. */
package io.millrace.lakehouse.lease;
