/** The tables of the lake as SQL: starts Trino, tells it which tables there are, and asks it. */
package io.millrace.trino;
