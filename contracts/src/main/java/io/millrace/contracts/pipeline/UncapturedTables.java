package io.millrace.contracts.pipeline;

import io.millrace.contracts.change.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds tables that the recommender needs and the source section does not capture. */
final class UncapturedTables {
    private UncapturedTables() {}

    static List<String> of(Source source, Recommend recommend, Optional<Rfm> rfm) {
        List<String> problems = new ArrayList<>();
        require(source, "recommend.users.table", recommend.users().table(), problems);
        require(source, "recommend.items.table", recommend.items().table(), problems);
        for (InteractionKind kind : recommend.interactions()) {
            String path = "recommend.interactions." + kind.name();
            require(source, path + ".table", kind.table(), problems);
            kind.through().ifPresent(through -> require(source, path + ".through.table", through.table(), problems));
        }
        rfm.ifPresent(roles -> require(source, "rfm.table", roles.table(), problems));
        return problems;
    }

    static void require(Source source, String path, TableId table, List<String> problems) {
        if (!source.tables().contains(table)) {
            problems.add("'%s' is %s, which is not among source.tables; add it there".formatted(path, table));
        }
    }
}
