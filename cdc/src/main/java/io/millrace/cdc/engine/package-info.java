/** Runs Debezium and turns what it reads into acknowledged changes and progress. */
package io.millrace.cdc.engine;
