/** How much each caller may send. */
package io.millrace.gateway.access;
