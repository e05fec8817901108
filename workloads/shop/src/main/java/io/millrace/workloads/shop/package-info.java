/** The command line of a shop in Postgres: its tables, its past, and its live customers. */
package io.millrace.workloads.shop;
