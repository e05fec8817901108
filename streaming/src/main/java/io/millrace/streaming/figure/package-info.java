/** What the figures of the pipeline file need of rows, and what a step of a row from one state to another means to them. */
package io.millrace.streaming.figure;
