/** How the lake's tables are named, for whoever registers or reads them. */
package io.millrace.trino.lake;
