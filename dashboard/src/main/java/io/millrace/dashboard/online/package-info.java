/** Reads the online store. */
package io.millrace.dashboard.online;
