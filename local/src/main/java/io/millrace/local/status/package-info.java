/** Asks every part how it is and shows the answers on one page. */
package io.millrace.local.status;
