/** Who may look, and who may act. */
package io.millrace.dashboard.access;
