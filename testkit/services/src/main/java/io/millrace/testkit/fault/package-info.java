/** Breaks connections on purpose, between a client and a service that stays healthy. */
package io.millrace.testkit.fault;
