package io.millrace.contracts.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Secret;
import io.millrace.contracts.process.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads pipeline files: what is missing, misspelt or contradictory is reported together and nothing is guessed. */
public final class PipelineFile {
    private static final Pattern URL = Pattern.compile("jdbc:postgresql://[^/:?#]+(:\\d+)?/[^/?#]+");
    private static final Pattern SLOT = Pattern.compile("[a-z0-9_]{1,63}");
    private static final int DEFAULT_PARTITIONS = 4;
    private static final int MAX_PARTITIONS = 1000;

    private PipelineFile() {}

    /** The pipeline of the file that the setting {@code pipeline} names. */
    public static Pipeline of(Settings settings) {
        return read(Path.of(settings.text("pipeline")));
    }

    /** Reads a file, with {@code ${NAME}} replaced from the environment. */
    public static Pipeline read(Path file) {
        return read(file, System::getenv);
    }

    /** Reads a file as a process would that has these variables in its environment too. */
    public static Pipeline read(Path file, Map<String, String> more) {
        return read(file, name -> Optional.ofNullable(more.get(name)).orElseGet(() -> System.getenv(name)));
    }

    private static Pipeline read(Path file, UnaryOperator<String> environment) {
        try {
            return parse(Files.readString(file), environment);
        } catch (PipelineException e) {
            throw new PipelineException(e.kind(), file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "The pipeline file %s cannot be read; name one that exists with -f or MILLRACE_PIPELINE"
                            .formatted(file),
                    e);
        }
    }

    /**
     * Reads the text of a pipeline file.
     *
     * @param environment gives the value of a variable, or null
     * @throws PipelineException of kind CONFIGURATION with one line for each problem
     */
    public static Pipeline parse(String yaml, UnaryOperator<String> environment) {
        List<String> problems = new ArrayList<>();
        JsonNode root = new Variables(environment, problems).replacedIn(tree(yaml));
        var file = new YamlSection("", root, problems);
        Source source = source(file.requiredSection("source"));
        String name = file.text("name").orElseGet(() -> databaseOf(source));
        List<EventType> events = new EventsSection(name, source.partitions()).read(file.section("events"));
        YamlSection recommending = file.requiredSection("recommend");
        var interactions = InteractionsSection.read(recommending.requiredSection("interactions"), events);
        Recommend recommend = RecommendSection.read(recommending, interactions.ofTables());
        Optional<Rfm> rfm = file.has("rfm") ? Optional.of(rfm(file.section("rfm"))) : Optional.empty();
        Figures figures = FiguresSection.read(file, events);
        file.close();
        if (problems.isEmpty()) {
            problems.addAll(UncapturedTables.of(source, recommend, rfm));
            var masks = new MaskedRoles(source, recommend, rfm);
            problems.addAll(masks.problems());
            problems.addAll(new FigureProblems(source, figures, masks).problems());
        }
        if (!problems.isEmpty()) {
            throw new PipelineException(FailureKind.CONFIGURATION, String.join(System.lineSeparator(), problems));
        }
        return new Pipeline(name, source, recommend, interactions.ofEvents(), rfm, figures, events);
    }

    private static String databaseOf(Source source) {
        return URL.matcher(source.url()).matches() ? source.database() : "";
    }

    private static JsonNode tree(String yaml) {
        try {
            JsonNode root = new ObjectMapper(new YAMLFactory()).readTree(yaml);
            return root == null ? MissingNode.getInstance() : root;
        } catch (JsonProcessingException e) {
            throw new PipelineException(FailureKind.CONFIGURATION, "Not valid YAML: " + e.getOriginalMessage(), e);
        }
    }

    private static Source source(YamlSection section) {
        String url = section.requiredText("url");
        if (!url.isEmpty() && !URL.matcher(url).matches()) {
            section.problemAt("url", "must look like jdbc:postgresql://host:5432/database, but is '%s'".formatted(url));
        }
        String user = section.requiredText("user");
        Secret password = Secret.of(section.text("password").orElse(""));
        int partitions = section.parsed("partitions", Integer::parseInt).orElse(DEFAULT_PARTITIONS);
        if (partitions < 1 || partitions > MAX_PARTITIONS) {
            section.problemAt("partitions", "must be from 1 to %d, but is %d".formatted(MAX_PARTITIONS, partitions));
        }
        String slot = section.text("slot").orElse("millrace");
        if (!SLOT.matcher(slot).matches()) {
            section.problemAt(
                    "slot", "may have lower-case letters, digits and underscores, but is '%s'".formatted(slot));
        }
        String publication = section.text("publication").orElse("millrace");
        var rules = new ColumnRules(Secret.of(section.text(ColumnRules.SALT).orElse("")), section);
        Map<TableId, Map<String, ColumnRule>> tables = tables(section.requiredSection("tables"), rules);
        section.close();
        return new Source(
                url, user, password, partitions, slot, publication, List.copyOf(tables.keySet()), withRules(tables));
    }

    private static Map<TableId, Map<String, ColumnRule>> tables(YamlSection section, ColumnRules rules) {
        Map<TableId, Map<String, ColumnRule>> tables = new TreeMap<>();
        section.sections().forEach((name, options) -> {
            try {
                tables.put(TableId.parse(name), rules.read(options.section("columns")));
            } catch (IllegalArgumentException e) {
                options.problem("is no name of a table: " + e.getMessage());
            }
            options.close();
        });
        if (tables.isEmpty()) {
            section.problem("must name at least one table");
        }
        return tables;
    }

    private static Map<TableId, Map<String, ColumnRule>> withRules(Map<TableId, Map<String, ColumnRule>> tables) {
        Map<TableId, Map<String, ColumnRule>> ruled = new TreeMap<>(tables);
        ruled.values().removeIf(Map::isEmpty);
        return ruled;
    }

    private static Rfm rfm(YamlSection section) {
        var rfm = new Rfm(
                section.requiredTable("table"),
                section.requiredText("user"),
                section.requiredText("at"),
                section.requiredText("amount"),
                RecommendSection.conditions(section.section("only")));
        section.close();
        return rfm;
    }
}
