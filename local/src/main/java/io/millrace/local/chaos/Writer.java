package io.millrace.local.chaos;

import java.util.List;
import java.util.Random;

/** Thinks of transactions; the same seed gives the same ones. */
@FunctionalInterface
interface Writer {
    /** What a transaction does in between, without a change; it need not be done. */
    String PAUSE = "SELECT pg_sleep(0.1)";

    /** The statements of a transaction over {@link ChaosTables}, without its begin and its end. */
    List<String> transaction(Random random);
}
