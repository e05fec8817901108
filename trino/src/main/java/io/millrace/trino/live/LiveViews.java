package io.millrace.trino.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.lake.LiveTables;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.trino.lake.LakeTable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The views that one pipeline should have: one for each table of its latest cut, and one that tells the position from
 * which the others read the log. An older position costs them time and changes nothing of what they show.
 */
public final class LiveViews {
    /** No table of a source has such a name. */
    static final String FROM = "from__";

    private LiveViews() {}

    /**
     * The queries of the views by their names, that of the position first; none while the lake has no cut.
     *
     * @param pipeline the pipeline's schema
     * @param description text of the file that describes the tables
     */
    public static Map<LakeTable, String> of(String pipeline, Optional<String> description) {
        Map<LakeTable, String> views = new LinkedHashMap<>();
        description.map(LiveViews::parsed).ifPresent(live -> {
            var names = new LakeNames(pipeline);
            views.put(
                    new LakeTable(names.liveSchema(), FROM),
                    "SELECT CAST(%d AS integer) AS incarnation, CAST(%d AS bigint) AS lsn"
                            .formatted(live.from().incarnation(), live.from().lsn()));
            live.tables()
                    .forEach((source, table) -> views.put(
                            new LakeTable(names.liveSchema(), names.table(source)),
                            new LiveViewSql(names, table).query()));
        });
        return views;
    }

    private static LiveTables parsed(String text) {
        try {
            return Json.mapper().readValue(text, LiveTables.class);
        } catch (JsonProcessingException e) {
            throw new PipelineException(
                    FailureKind.LAKE,
                    "The lakehouse describes its tables in a way that this version does not understand: "
                            + e.getOriginalMessage(),
                    e);
        }
    }
}
