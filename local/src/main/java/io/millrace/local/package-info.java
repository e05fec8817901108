/** The whole product on one machine, behind one command. */
package io.millrace.local;
