/** The page, and what it asks for, over HTTP. */
package io.millrace.dashboard.http;
