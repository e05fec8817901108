/** Who may send what, and how much of it. */
package io.millrace.gateway.access;
