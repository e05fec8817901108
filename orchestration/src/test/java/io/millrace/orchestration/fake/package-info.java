/** Stand-ins for what the scheduler talks to: a step's main class, a mail server, an HTTP server. */
package io.millrace.orchestration.fake;
