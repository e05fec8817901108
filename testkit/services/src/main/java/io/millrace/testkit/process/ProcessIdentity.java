package io.millrace.testkit.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process and no other that later gets the same number: its id with the moment of its birth.
 *
 * @param pid its number
 * @param birth when it was started, in a form that only equality means something for
 */
public record ProcessIdentity(long pid, String birth) {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int STATE = 0;
    private static final int THREADS = 17;
    private static final int START_TIME = 19;

    /** The process that has this number now; empty when none has, or when it has ended and only waits to be reaped. */
    public static Optional<ProcessIdentity> of(long pid) {
        return birthOf(pid).map(birth -> new ProcessIdentity(pid, birth));
    }

    /** Reads what {@link #line()} wrote; empty when the text is something else, such as a half-written file. */
    public static Optional<ProcessIdentity> parse(String line) {
        String[] parts = line.strip().split(" ", 2);
        if (parts.length < 2 || !parts[0].matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(new ProcessIdentity(Long.parseLong(parts[0]), parts[1]));
    }

    /** Whether this very process still runs. */
    public boolean isAlive() {
        return birthOf(pid).filter(birth::equals).isPresent();
    }

    /** One line of text from which {@link #parse} makes an equal identity. */
    public String line() {
        return pid + " " + birth;
    }

    private static Optional<String> birthOf(long pid) {
        if (!Files.exists(BOOT)) {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .flatMap(handle -> handle.info().startInstant())
                    .map(Object::toString);
        }
        try {
            // Not ProcessHandle: its start time moves with the clock of the machine, and it counts zombies as alive.
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            // The first thread of a JVM ends before the others, which hold its ports until they end too.
            boolean ended = "ZX".contains(fields[STATE]) && Integer.parseInt(fields[THREADS]) <= 1;
            return ended ? Optional.empty() : Optional.of(bootId() + "/" + fields[START_TIME]);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String bootId() throws IOException {
        return Files.readString(BOOT).strip();
    }
}
