/** The database of schedules and history: H2 in a file, or Postgres. */
package io.millrace.orchestration.store;
