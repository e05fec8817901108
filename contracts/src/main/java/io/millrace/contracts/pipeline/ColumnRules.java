package io.millrace.contracts.pipeline;

import io.millrace.contracts.process.Secret;
import io.millrace.contracts.process.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the rules of columns, which share one salt so that equal values of two tables stay equal. */
final class ColumnRules {
    static final String SALT = "mask_salt";
    private static final List<String> MASKS = List.of("drop", "fixed", "sha256", "truncate");

    private final Secret salt;
    private final YamlSection source;
    private boolean saltRefused;

    ColumnRules(Secret salt, YamlSection source) {
        this.salt = salt;
        this.source = source;
    }

    Map<String, ColumnRule> read(YamlSection columns) {
        Map<String, ColumnRule> rules = new TreeMap<>();
        columns.sections().forEach((name, section) -> {
            rule(section).ifPresent(rule -> rules.put(name, rule));
            section.close();
        });
        return rules;
    }

    private Optional<ColumnRule> rule(YamlSection section) {
        String mask = section.requiredText("mask");
        return switch (mask) {
            case "drop" -> Optional.of(new ColumnRule.Drop());
            case "fixed" -> required(section, "value", section.parsed("value", ColumnRule.Fixed::new));
            case "sha256" -> hash();
            case "truncate" ->
                required(
                        section,
                        "length",
                        section.parsed("length", text -> new ColumnRule.Truncate(Integer.parseInt(text))));
            case "" -> Optional.empty();
            default -> {
                section.problemAt(
                        "mask",
                        "must be one of %s, but is '%s'.%s"
                                .formatted(String.join(", ", MASKS), mask, Suggestion.didYouMean(mask, MASKS)));
                yield Optional.empty();
            }
        };
    }

    private static Optional<ColumnRule> required(YamlSection section, String key, Optional<? extends ColumnRule> rule) {
        if (!section.has(key)) {
            section.problemAt(key, "is missing");
        }
        return rule.map(found -> found);
    }

    private Optional<ColumnRule> hash() {
        if (salt.reveal().length() >= ColumnRule.Hash.SHORTEST_SALT) {
            return Optional.of(new ColumnRule.Hash(salt));
        }
        if (!saltRefused) {
            saltRefused = true;
            source.problemAt(
                    SALT,
                    "must have at least %d characters, because columns are hashed; make one with 'openssl rand -hex 32'"
                            .formatted(ColumnRule.Hash.SHORTEST_SALT));
        }
        return Optional.empty();
    }
}
