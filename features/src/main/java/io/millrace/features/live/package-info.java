/** Holds the live users and items in Redis to the silver tables. */
package io.millrace.features.live;
