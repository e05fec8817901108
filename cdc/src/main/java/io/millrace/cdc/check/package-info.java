/** Says what keeps a database from being captured, with the SQL that mends it, and changes nothing. */
package io.millrace.cdc.check;
