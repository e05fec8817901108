/** What capture does with the source on request: reading tables again, and holding a moment still for a comparison. */
package io.millrace.contracts.source;
