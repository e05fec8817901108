/** What is asked of the source through capture, and the terms on which its rows are read. */
package io.millrace.contracts.source;
