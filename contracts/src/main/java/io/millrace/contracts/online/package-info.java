/** The layout of the online store: keys, and what stands under them. */
package io.millrace.contracts.online;
