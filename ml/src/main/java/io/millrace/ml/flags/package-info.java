/** What {@code millrace evaluate} is told on its command line. */
package io.millrace.ml.flags;
