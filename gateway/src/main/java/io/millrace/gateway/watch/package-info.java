/** Looks again and again at what the gateway depends on. */
package io.millrace.gateway.watch;
