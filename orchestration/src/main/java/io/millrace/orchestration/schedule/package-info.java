/** Lets chains begin at their times, on request, or again after the scheduler ended under them. */
package io.millrace.orchestration.schedule;
