/** Redis as the store from which live state is read. */
package io.millrace.streaming.online;
