/** Writes versions to Redis: in full first, then one pointer moves, then what is old goes. */
package io.millrace.features.online;
