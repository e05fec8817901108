/** Keeps a table of the alerts that the live state told, one row for each, as the latest of its changes left it. */
package io.millrace.lakehouse.alert;
