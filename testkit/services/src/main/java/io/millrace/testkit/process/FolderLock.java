package io.millrace.testkit.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lets one JVM after the other do something in a folder. */
final class FolderLock {
    // A lock of a file holds between JVMs; a second thread of the same one would be refused instead of kept waiting.
    private static final Object THIS_JVM = new Object();

    private FolderLock() {}

    static <T> T inside(Path folder, Action<T> action) throws IOException {
        synchronized (THIS_JVM) {
            try (FileChannel channel =
                    FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // Closing the channel gives the lock back.
                channel.lock();
                return action.run();
            }
        }
    }

    interface Action<T> {
        T run() throws IOException;
    }
}
