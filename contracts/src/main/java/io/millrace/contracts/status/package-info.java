/** What capture, lakehouse and live state tell of themselves under {@code /status}, for whoever shows it. */
package io.millrace.contracts.status;
