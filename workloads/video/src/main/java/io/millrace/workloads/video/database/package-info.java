/** The service's tables. */
package io.millrace.workloads.video.database;
