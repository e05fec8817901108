/** What one stage of the live state tells the next, and the bytes in which stages keep and send it. */
package io.millrace.streaming.wire;
