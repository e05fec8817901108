/** Keeps what each user was shown and clicked lately, so that items which nobody clicks can fall in their lists. */
package io.millrace.streaming.feedback;
