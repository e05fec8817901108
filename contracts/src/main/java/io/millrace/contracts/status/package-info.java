/** What capture and lakehouse tell of themselves under {@code /status}, for whoever shows it. */
package io.millrace.contracts.status;
