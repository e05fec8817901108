package io.millrace.ml.submit;

import io.millrace.testkit.TestStack;
import io.millrace.testkit.process.JavaProgram;
import io.millrace.testkit.process.Lifetime;
import io.millrace.testkit.process.MillraceHome;
import io.millrace.testkit.process.NamedProcess;
import io.millrace.testkit.process.ProcessCommand;
import io.millrace.testkit.process.Readiness;
import io.millrace.testkit.process.RunningProcess;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A standalone master and a worker, run from a Spark home whose jars are the Maven artifacts of this module. */
final class SparkCluster implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    /** On a machine that does other things, too, a job has taken more than three minutes. */
    private static final Duration JOB_LIMIT = Duration.ofMinutes(10);

    /** What a submitted jar must bring itself, because no Spark home has it. */
    private static final List<String> NOT_OF_SPARK = List.of(
            "millrace-", "config-", "jedis-", "commons-pool2-", "json-", "jackson-datatype-jdk8-", "postgresql-");

    private final Path folder;
    private final Path home;
    private final int port;
    private final RunningProcess master;
    private final RunningProcess worker;

    private SparkCluster(Path folder) throws IOException {
        this.folder = folder;
        this.home = assembled(folder.resolve("spark-home"));
        Files.createDirectories(folder.resolve("work"));
        this.port = freePort();
        master = start(
                "master",
                Readiness.when(this::masterAnswers, START_LIMIT),
                "org.apache.spark.deploy.master.Master",
                "--host",
                LOOPBACK,
                "--port",
                String.valueOf(port),
                "--webui-port",
                "0");
        worker = start(
                "worker",
                Readiness.atOnce(),
                "org.apache.spark.deploy.worker.Worker",
                url(),
                "--host",
                LOOPBACK,
                "--cores",
                "2",
                "--memory",
                "1g",
                "--work-dir",
                folder.resolve("work").toString(),
                "--webui-port",
                "0");
    }

    static SparkCluster start() throws IOException {
        return new SparkCluster(TestStack.newFolder("spark"));
    }

    private static Path assembled(Path home) throws IOException {
        Path jars = Files.createDirectories(home.resolve("jars"));
        String classPath = MillraceHome.find().module("ml").classPath();
        for (String entry : classPath.split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            String name = jar.getFileName().toString();
            if (name.endsWith(".jar") && NOT_OF_SPARK.stream().noneMatch(name::startsWith)) {
                Files.createSymbolicLink(jars.resolve(name), jar);
            }
        }
        return home;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            return socket.getLocalPort();
        }
    }

    private boolean masterAnswers() {
        try (var socket = new Socket(LOOPBACK, port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private String url() {
        return "spark://" + LOOPBACK + ":" + port;
    }

    private RunningProcess start(String name, Readiness readiness, String main, String... arguments) {
        return new NamedProcess(name, folder, folder)
                .start(command(List.of("-Xmx256m"), main, arguments), Lifetime.WITH_THIS_JVM, readiness);
    }

    private ProcessCommand command(List<String> flags, String main, String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(flags);
        line.addAll(List.of("-cp", home.resolve("jars") + File.separator + "*", main));
        line.addAll(Arrays.asList(arguments));
        return ProcessCommand.in(folder, line)
                .withEnvironment(Map.of(
                        "SPARK_HOME",
                        home.toString(),
                        "SPARK_LOCAL_IP",
                        LOOPBACK,
                        // Spark's start scripts set it; without it a home that holds only jars is taken for a build.
                        "SPARK_SCALA_VERSION",
                        "2.13",
                        // Drivers and executors that live for seconds; an executor inherits it from its worker.
                        "JAVA_TOOL_OPTIONS",
                        String.join(" ", JavaProgram.SHORT_LIVED)));
    }

    /**
     * Submits a job in client mode and waits for its end.
     *
     * @return its exit code
     */
    int submit(String name, Map<String, String> environment, Path jar, String main, String... arguments)
            throws InterruptedException {
        List<String> submission = new ArrayList<>(List.of(
                "--master",
                url(),
                "--deploy-mode",
                "client",
                "--conf",
                "spark.executor.memory=700m",
                "--conf",
                "spark.driver.host=" + LOOPBACK,
                "--conf",
                "spark.ui.enabled=false",
                "--class",
                main,
                jar.toString()));
        submission.addAll(Arrays.asList(arguments));
        Path options = MillraceHome.find().module("ml").jvmOptions().orElseThrow();
        ProcessCommand command = command(
                        List.of("@" + options),
                        "org.apache.spark.deploy.SparkSubmit",
                        submission.toArray(String[]::new))
                .withEnvironment(environment);
        RunningProcess driver =
                new NamedProcess(name, folder, folder).start(command, Lifetime.WITH_THIS_JVM, Readiness.atOnce());
        driver.awaitExit(JOB_LIMIT);
        return driver.exitStatus().orElse(-1);
    }

    /** The end of what a job printed, and of what its worker did. */
    String log(String name) {
        return tail(name) + "\n--- worker:\n" + tail("worker");
    }

    private String tail(String name) {
        return String.join("\n", new NamedProcess(name, folder, folder).log().tail(40));
    }

    /** How many executors the worker has started, for all jobs. */
    long executors() throws IOException {
        try (var files = Files.walk(folder.resolve("work"), 3)) {
            return files.filter(file -> file.getFileName().toString().equals("stderr"))
                    .count();
        }
    }

    @Override
    public void close() {
        worker.kill();
        master.kill();
    }
}
