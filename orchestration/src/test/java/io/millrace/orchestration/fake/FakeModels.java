package io.millrace.orchestration.fake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The program behind {@code millrace models}, as far as its output goes: arguments are a folder and what is asked of it. */
public final class FakeModels {
    private FakeModels() {}

    public static void main(String[] args) throws IOException {
        Path current = Path.of(args[0], "current.model");
        Files.writeString(
                Path.of(args[0], "models.calls"),
                String.join(" ", List.of(args).subList(1, args.length)) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        String model = Files.exists(current) ? Files.readString(current) : "als-2";
        System.out.println("10:20:30 INFO looking at the lake");
        switch (args[1]) {
            case "list" -> System.out.println("[{\"model\":\"%s\",\"wayBack\":0}]".formatted(model));
            case "rollback" -> become(current, "als-1");
            case "promote" -> {
                if (args[2].equals("als-bad")) {
                    System.out.println("als-bad was rejected: it is worse");
                    System.exit(2);
                }
                become(current, args[2]);
            }
            default -> System.exit(3);
        }
    }

    private static void become(Path current, String model) throws IOException {
        Files.writeString(current, model);
        System.out.println(model + " is current instead of another, after 0.1 s");
        System.out.println("The API follows");
    }
}
