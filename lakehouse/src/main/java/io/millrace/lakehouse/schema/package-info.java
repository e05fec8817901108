/** Gives the canonical values of changes the types that the lake's columns have. */
package io.millrace.lakehouse.schema;
