/** What capture asks of Postgres besides the stream of changes: who it is, its catalog, its publication, its slot. */
package io.millrace.cdc.source;
