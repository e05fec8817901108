/** Tables of source and lake in one form, and what differs between them. */
package io.millrace.conformance.comparison;
