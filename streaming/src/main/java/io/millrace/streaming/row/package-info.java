/**
 * The first stage: the rows of the tables that have a role, as far as the roles need them, folded from one partition of
 * the change topics.
 *
 * <p>The fold is that of the lake: changes of a key count in the order of their log sequence numbers, a re-reading counts
 * beneath what the stream says later, and what arrives twice has happened once.
 */
package io.millrace.streaming.row;
