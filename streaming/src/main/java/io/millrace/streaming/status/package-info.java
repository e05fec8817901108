/** What a running live state tells of itself. */
package io.millrace.streaming.status;
