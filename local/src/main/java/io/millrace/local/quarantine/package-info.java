/** Shows what was put aside and hands decisions about it to the lakehouse. */
package io.millrace.local.quarantine;
