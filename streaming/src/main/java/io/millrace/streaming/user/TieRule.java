package io.millrace.streaming.user;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.Recommend;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What ties of users to items are made of.
 *
 * @param halfLife of an interaction; nothing where age does not matter
 * @param tables whose rows they are, by the number of their kind
 */
public record TieRule(Optional<Duration> halfLife, List<String> tables) {
    public TieRule {
        tables = List.copyOf(tables);
    }

    /** That of a pipeline file. */
    public static TieRule of(Recommend recommend) {
        return new TieRule(
                recommend.halfLife(),
                recommend.interactions().stream()
                        .map(kind -> kind.table())
                        .map(TableId::toString)
                        .toList());
    }
}
