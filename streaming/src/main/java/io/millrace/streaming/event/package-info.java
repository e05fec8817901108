/** Events that are interactions or count in figures: from their topics to those who keep them, beside the rows. */
package io.millrace.streaming.event;
