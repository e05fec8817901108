/** What travels between capture and everyone who reads it: changes, their schemas, positions and topics. */
package io.millrace.contracts.change;
