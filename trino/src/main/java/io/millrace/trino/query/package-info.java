/** Asks Trino a question and writes the answer for a person or a program. */
package io.millrace.trino.query;
