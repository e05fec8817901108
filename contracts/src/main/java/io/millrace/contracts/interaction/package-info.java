/** How much an interaction counts: the one function that batch and live evaluation share. */
package io.millrace.contracts.interaction;
