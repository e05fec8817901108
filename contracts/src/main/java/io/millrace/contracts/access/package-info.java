/** The keys by which people and programs are known, and what each may do. */
package io.millrace.contracts.access;
