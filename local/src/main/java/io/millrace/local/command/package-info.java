/** The commands of the command line: each reads its flags and tells the stack what to do. */
package io.millrace.local.command;
