/** How a part of a last stage brings what it keeps into the online store: all that is new there, once, in order. */
package io.millrace.streaming.part;
