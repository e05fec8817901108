/** Capture as the live state asks it: for tables whose beginning the topics do not hold. */
package io.millrace.streaming.capture;
