/** Values of the wire in the one form that ids, conditions, times and numbers have everywhere in Millrace. */
package io.millrace.streaming.value;
