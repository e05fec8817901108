package io.millrace.workloads.video;

import io.millrace.contracts.event.EventType;
import io.millrace.contracts.pipeline.Measure;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PipelineFileOfVideoTest {
    @Test
    void theFileBesideTheModuleIsAPipelineOverTablesAndEvents() {
        Pipeline pipeline = VideoPipeline.read();

        assertThat(pipeline.source().tables()).hasToString("[public.ratings, public.titles, public.viewers]");
        assertThat(pipeline.events())
                .extracting(EventType::topic)
                .contains("user-interactions", "watch-history", "search-events", "fraud-signals");
        assertThat(pipeline.events().subList(2, pipeline.events().size()))
                .extracting(EventType::key)
                .containsOnly("viewer");
        assertThat(pipeline.eventInteractions())
                .extracting(kind -> kind.name() + " of " + pipeline.typeOf(kind).topic())
                .containsExactlyInAnyOrder("rating of ratings", "watched of user-interactions");
        assertThat(pipeline.figures().measures())
                .extracting(Measure::name)
                .containsAll(List.of("watch_time", "average_watch", "plays", "searches", "logins"));
        assertThat(pipeline.figures().rules()).extracting(Rule::name).containsExactly("HARVEST", "STOLEN_ACCOUNTS");
    }
}
