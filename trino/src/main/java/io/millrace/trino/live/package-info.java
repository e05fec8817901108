/** Views of the silver tables with the newest changes of the log on top. */
package io.millrace.trino.live;
