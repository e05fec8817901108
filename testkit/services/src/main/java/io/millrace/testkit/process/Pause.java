package io.millrace.testkit.process;

/** Waits between two looks at something that does not notify. */
final class Pause {
    private Pause() {}

    /** Waits; false when the thread was interrupted, whose mark is then kept. */
    static boolean millis(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
