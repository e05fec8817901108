package io.millrace.ml.files;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One row of a file.
 *
 * @param weight one where the file has none
 * @param time milliseconds since 1970
 * @param event what the row belongs to, such as an invoice
 */
record Interaction(String user, String item, double weight, OptionalLong time, Optional<String> event) {}
