package io.millrace.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.process.PipelineException;
import io.millrace.local.stack.AttachedProgram;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.testkit.PostgresService;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.TestStack;
import io.millrace.testkit.process.JavaProgram;
import io.millrace.testkit.process.MillraceHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A pipeline file for tables that are nobody's shop: readers with uuid keys, books with text keys, loans. The role in it
 * may read them and replicate, and nothing else; the publication is made by the owner.
 */
class OwnDatabaseE2E {
    private static final int READERS = 120;
    private static final int BOOKS = 60;
    private static final int SHELVES = 4;
    private static final int LOANS_EACH = 12;
    private static final Instant FIRST_DAY = Instant.parse("2025-01-01T00:00:00Z");
    private static final long DAY_SECONDS = 86_400;
    private static final List<String> TABLES = List.of("readers", "books", "loans");
    private static final String PASSWORD = "no-secret-in-a-test";

    @TempDir
    private static Path folder;

    @RegisterExtension
    static final LogsOfFailure LOGS = new LogsOfFailure(() -> folder);

    private static PostgresService postgres;
    private static LocalPipeline pipeline;
    private static Path file;
    private static List<String> before;
    private static PipelineException refusal;

    @BeforeAll
    static void lendBooks() throws Exception {
        postgres = TestStack.with(ServiceKind.POSTGRES).postgres();
        postgres.createDatabase("library");
        try (Connection connection = postgres.connect("library");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE readers (reader uuid PRIMARY KEY, nickname text)");
            statement.execute("CREATE TABLE books (isbn text PRIMARY KEY, title text NOT NULL, shelf text)");
            statement.execute("CREATE TABLE loans (loan bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                    + " reader uuid REFERENCES readers, isbn text REFERENCES books, at timestamptz NOT NULL)");
            statement.execute("CREATE TABLE shelves (shelf text PRIMARY KEY, floor integer)");
            statement.execute("INSERT INTO shelves SELECT 'shelf ' || n, n / 2 FROM generate_series(0, 3) n");
            fill(connection);
            statement.execute("CREATE ROLE reader_of_books LOGIN PASSWORD '" + PASSWORD + "'");
            statement.execute("GRANT SELECT ON readers, books, loans, shelves TO reader_of_books");
            statement.execute("CREATE PUBLICATION library FOR TABLE readers, books, loans"
                    + " WITH (publish_via_partition_root = true)");
        }
        before = traces();
        file = folder.resolve("library.yaml");
        Files.writeString(file, pipeline(""));
        pipeline = LocalPipeline.of(folder.resolve("state"), file);
        refusal = catchThrowableOfType(PipelineException.class, pipeline::up);
        execute("ALTER ROLE reader_of_books REPLICATION");
        pipeline.up();
        pipeline.awaitLake(position());
        pipeline.refresh();
    }

    /** The file, with this behind its tables. */
    private static String pipeline(String more) {
        return """
                source:
                  url: %s
                  user: %s
                  password: "%s"
                  partitions: 2
                  slot: library
                  publication: library
                  tables: {public.readers: {}, public.books: {}, public.loans: {}%s}
                recommend:
                  users: {table: public.readers, id: reader}
                  items: {table: public.books, id: isbn, title: title, attributes: [shelf]}
                  interactions:
                    loan: {table: public.loans, user: reader, item: isbn, at: at}
                """
                .formatted(postgres.jdbcUrl("library"), "reader_of_books", PASSWORD, more);
    }

    @AfterAll
    static void stop() {
        pipeline.close();
    }

    @Test
    void readersAreRecommendedBooksThatTheyHaveNotBorrowed() throws Exception {
        // Given
        String reader = ask("SELECT reader::text FROM readers ORDER BY 1 LIMIT 1");
        List<String> borrowed = list("SELECT DISTINCT isbn FROM loans WHERE reader = '" + reader + "'");
        // When
        JsonNode answer = pipeline.get("/v1/users/" + reader + "/recommendations?limit=10")
                .body();
        // Then
        assertThat(answer.path("path").asText()).isEqualTo("personal");
        assertThat(pipeline.recommended(reader)).hasSize(10).doesNotContainAnyElementsOf(borrowed);
        assertThat(answer.path("items").get(0).path("title").asText()).startsWith("Book ");
    }

    @Test
    void upSaysWhyADatabaseCannotBeCaptured() {
        assertThat(refusal)
                .hasMessageContaining("cdc has ended")
                .hasMessageContaining("ALTER ROLE \"reader_of_books\" REPLICATION");
    }

    @Test
    void theLakeEqualsTheDatabase() throws Exception {
        pipeline.awaitLake(position());
        pipeline.assertEqualToSource();
    }

    @Test
    void itsTablesAreNeverWritten() throws Exception {
        assertThat(traces()).isEqualTo(before);
        assertThat(list("SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace"
                        + " WHERE relkind = 'r' AND nspname !~ '^(pg_|information_schema)' ORDER BY 1"))
                .containsExactly("books", "loans", "readers", "shelves");
    }

    @Test
    void checkFindsNothingToMend() throws Exception {
        // Given
        List<String> lines = new ArrayList<>();
        // When
        int status = millrace(lines, "check", "-f", file.toString());
        // Then
        assertThat(status).as(String.join(System.lineSeparator(), lines)).isZero();
    }

    @Test
    void aTableThatIsNewInThePipelineFileIsTakenInWhileTheOtherPartsRunOn() throws Exception {
        // Given
        String[] resync = {
            "resync",
            "public.shelves",
            "--wait",
            "--data-dir",
            folder.resolve("state").toString()
        };
        List<Long> others = others();
        List<String> refused = new ArrayList<>();
        Files.writeString(file, pipeline(", public.shelves: {}"));
        // When the publication, which its owner made, does not have it
        int status = millrace(refused, resync);
        // Then
        assertThat(status).isNotZero();
        assertThat(String.join(System.lineSeparator(), refused))
                .contains("public.shelves cannot be taken in; everything runs on without it")
                .contains("ALTER PUBLICATION \"library\" ADD TABLE ONLY \"public\".\"shelves\"");
        // When it has it
        execute("ALTER PUBLICATION library ADD TABLE shelves");
        List<String> lines = new ArrayList<>();
        status = millrace(lines, resync);
        // Then
        assertThat(status).as(String.join(System.lineSeparator(), lines)).isZero();
        assertThat(lines).contains("the lake has it: 4 rows");
        execute("INSERT INTO shelves VALUES ('shelf 4', 2)");
        pipeline.awaitLake(position());
        pipeline.assertEqualToSource();
        assertThat(others()).isEqualTo(others);
    }

    /** The processes that a new table is no reason to stop. */
    private static List<Long> others() {
        return Stream.of(MillraceProcess.values())
                .filter(process -> process != MillraceProcess.CDC && process != MillraceProcess.LAKEHOUSE)
                .map(process ->
                        pipeline.stack().named(process).find().orElseThrow().pid())
                .toList();
    }

    private static int millrace(List<String> lines, String... arguments) throws Exception {
        MillraceHome home = MillraceHome.find();
        JavaProgram program = JavaProgram.of(home.module("local"), "io.millrace.local.MillraceMain")
                .withJvmFlags("-Dmillrace.home=" + home.path())
                .withArguments(arguments);
        return new AttachedProgram(program.command(folder), LocalPipeline.SHORT_LIVED).run(lines::add);
    }

    /** For each table its rows and the transactions that wrote them: any write changes one of the two. */
    private static List<String> traces() throws Exception {
        List<String> traces = new ArrayList<>();
        for (String table : TABLES) {
            traces.add(table + ": "
                    + ask("SELECT count(*) || ' rows, ' || md5(string_agg(xmin::text || xmax::text || t,"
                            + " ',' ORDER BY ctid)) FROM " + table + " t"));
        }
        return traces;
    }

    /** Readers have a favourite shelf, from which three of four of their books come. */
    private static void fill(Connection connection) throws Exception {
        var random = new Random(11);
        try (PreparedStatement book = connection.prepareStatement("INSERT INTO books VALUES (?, ?, ?)");
                PreparedStatement reader = connection.prepareStatement("INSERT INTO readers VALUES (?, ?)");
                PreparedStatement loan =
                        connection.prepareStatement("INSERT INTO loans (reader, isbn, at) VALUES (?, ?, ?)")) {
            for (int number = 0; number < BOOKS; number++) {
                book.setString(1, isbn(number));
                book.setString(2, "Book " + number);
                book.setString(3, "shelf " + number % SHELVES);
                book.execute();
            }
            for (int number = 0; number < READERS; number++) {
                UUID id = new UUID(random.nextLong(), random.nextLong());
                reader.setObject(1, id);
                reader.setString(2, "reader \u00e9 " + number);
                reader.execute();
                for (int count = 0; count < LOANS_EACH; count++) {
                    int shelf = random.nextInt(4) > 0 ? number % SHELVES : random.nextInt(SHELVES);
                    loan.setObject(1, id);
                    loan.setString(2, isbn(shelf + SHELVES * random.nextInt(BOOKS / SHELVES)));
                    loan.setTimestamp(3, Timestamp.from(FIRST_DAY.plusSeconds(DAY_SECONDS * random.nextInt(300))));
                    loan.execute();
                }
            }
        }
    }

    private static String isbn(int number) {
        return "978-0-%03d/x".formatted(number);
    }

    private static long position() throws Exception {
        return Position.parseLsn(ask("SELECT pg_current_wal_lsn()"));
    }

    private static void execute(String sql) throws Exception {
        try (Connection connection = postgres.connect("library");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(String query) throws Exception {
        return list(query).get(0);
    }

    private static List<String> list(String query) throws Exception {
        try (Connection connection = postgres.connect("library");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
