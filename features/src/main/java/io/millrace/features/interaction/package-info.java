/**
 * Interactions of users with items, as the pipeline file says.
 *
 * <p>A row is an interaction if its parent exists, it meets the conditions, its user and item exist in their tables, its
 * time is known and not after the as-of moment, and it counts more than nothing. An event needs no parent, and happened
 * when it was received where nothing says otherwise.
 */
package io.millrace.features.interaction;
