/** Puts the current model where it is used: item factors into Redis, everyone's top list into a table. */
package io.millrace.ml.online;
