/** Jobs and runs over HTTP. */
package io.millrace.orchestration.http;
