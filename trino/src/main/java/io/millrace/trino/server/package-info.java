/** Brings a Trino server to this machine and runs it. */
package io.millrace.trino.server;
