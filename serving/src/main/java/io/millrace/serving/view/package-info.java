/** Keeps the current model and catalog in memory and exchanges them while requests are answered. */
package io.millrace.serving.view;
