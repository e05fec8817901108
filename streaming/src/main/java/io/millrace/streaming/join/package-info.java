/** The second stage: rows that need a parent find it here, by the key that both have, in whatever order they come. */
package io.millrace.streaming.join;
