/** Shows how the pipeline, its customers and its models are, as a page that moves. */
package io.millrace.dashboard;
