/** Knows what feedback can be about. */
package io.millrace.gateway.feedback;
