/** Keeps the tables that Trino knows equal to the tables that are on the lake. */
package io.millrace.trino.registration;
