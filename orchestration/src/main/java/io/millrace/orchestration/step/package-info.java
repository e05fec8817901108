/** What a step does: a program in a process of its own, or a request to the lake's writer. */
package io.millrace.orchestration.step;
