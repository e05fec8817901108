/** A video service: its commands. */
package io.millrace.workloads.video;
