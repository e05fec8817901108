/** How every process of Millrace starts, fails, reports and ends. */
package io.millrace.contracts.process;
