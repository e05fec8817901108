/** The door: bodies in, answers and problems out. */
package io.millrace.gateway.http;
