/** Speaks HTTP: routes, parameters, problems and load. */
package io.millrace.serving.http;
