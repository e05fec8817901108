/** Events that are interactions: from their topics to the users, beside the stages of rows. */
package io.millrace.streaming.event;
