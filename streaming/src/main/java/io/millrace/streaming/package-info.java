/**
 * What must be fresh within a second: each user's interactions and each item's row, joined from the change topics with
 * Kafka Streams and kept in Redis.
 */
package io.millrace.streaming;
