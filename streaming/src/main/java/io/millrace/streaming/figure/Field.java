package io.millrace.streaming.figure;

import io.millrace.streaming.value.Form;

/** A column of a row, in the form in which it is needed. */
public record Field(String column, Form form) {}
