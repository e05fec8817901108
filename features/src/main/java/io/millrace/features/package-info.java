/** Computes what is known of users and items at one position of the source, for tables and for Redis. */
package io.millrace.features;
