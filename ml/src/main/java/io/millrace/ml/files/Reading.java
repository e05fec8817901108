package io.millrace.ml.files;

import java.util.Map;
import java.util.TreeMap;

/**
 * What came of reading a file.
 *
 * @param rows of the file, without a header
 * @param kept those that count
 * @param leftOut the others, by why
 */
public record Reading(String file, long rows, long kept, Map<String, Long> leftOut) {
    public Reading {
        leftOut = new TreeMap<>(leftOut);
    }
}
