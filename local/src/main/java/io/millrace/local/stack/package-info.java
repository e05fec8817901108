/** Starts, finds and stops the services and processes that make up the product on one machine. */
package io.millrace.local.stack;
