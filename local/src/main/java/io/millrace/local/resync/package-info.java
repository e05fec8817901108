/** Has a table read again from the source and follows that until it is in the lake. */
package io.millrace.local.resync;
