/** The one place where a Spark session is made and where tables and files of the lake are found. */
package io.millrace.lakehouse.lake;
