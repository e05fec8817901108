package io.millrace.orchestration.fake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A step's main class that ends as told: arguments are a folder, its name, and the exit code of each call in turn
 * ({@code 12-12-0}). Before it ends it waits for the lock on the file {@code NAME.hold}, if there is one.
 */
public final class FakeStep {
    private FakeStep() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        String name = args[1];
        Files.write(
                folder.resolve(name + ".env"),
                System.getenv().keySet().stream()
                        .filter(variable -> variable.startsWith("MILLRACE_"))
                        .sorted()
                        .toList());
        Path calls = folder.resolve(name + ".calls");
        Files.writeString(
                calls, ProcessHandle.current().pid() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        waitFor(folder.resolve(name + ".hold"));
        String[] codes = args[2].split("-");
        List<String> all = Files.readAllLines(calls);
        int code = Integer.parseInt(codes[Math.min(all.size(), codes.length) - 1]);
        System.out.println("The fake " + name + " ends with " + code);
        System.exit(code);
    }

    private static void waitFor(Path hold) throws IOException {
        if (Files.exists(hold)) {
            try (FileChannel channel = FileChannel.open(hold, StandardOpenOption.WRITE)) {
                channel.lock();
            }
        }
    }
}
