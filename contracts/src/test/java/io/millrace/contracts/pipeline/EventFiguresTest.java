package io.millrace.contracts.pipeline;

import io.millrace.contracts.pipeline.RowSource.OfEvents;
import io.millrace.contracts.process.PipelineException;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventFiguresTest {
    private static final String FILE =
            """
            source:
              url: jdbc:postgresql://localhost:5432/video
              user: millrace
              tables: {viewers: {}, titles: {}, ratings: {}}
            events:
              play:
                fields:
                  viewer: {type: integer, required: true}
                  title: integer
                  seconds: number
                  done: boolean
                  begun: timestamp
                key: viewer
                at: begun
              login: {fields: {viewer: {type: string, required: true}, address: string}, key: viewer}
              position: {fields: {viewer: {type: string, required: true}}, key: viewer, keep: latest}
            recommend:
              users: {table: viewers, id: id}
              items: {table: titles, id: id}
              interactions: {rating: {table: ratings, user: viewer, item: title, at: at}}
            """;
    private static final String FIGURES =
            """
            measures:
              watched:
                event: play
                aggregate: sum
                value: seconds
                by: {genre: {table: titles, by: title, column: genre}, title: title}
                only: {done: [true]}
              logins: {event: login, aggregate: count}
            rules:
              TAKEOVER: {event: login, kind: distinct, key: address, value: viewer, above: 50, within: 1h, severity: critical}
            """;

    private static Figures parse(String figures) {
        return PipelineFile.parse(FILE + figures, name -> null).figures();
    }

    @Test
    void theirRowsMayBeTheEventsOfAType() {
        Figures figures = parse(FIGURES);

        TimedRows plays = figures.measures().get(0).rows();
        assertThat(plays.of()).isEqualTo(new OfEvents("play"));
        assertThat(plays.at()).isEqualTo(new ColumnRef(false, "begun"));
        assertThat(plays.only()).containsEntry(new ColumnRef(false, "done"), List.of("true"));
        assertThat(figures.measures().get(0).by()).containsKeys("genre", "title");
        TimedRows logins = figures.rules().get(0).rows();
        assertThat(logins.of()).isEqualTo(new OfEvents("login"));
        assertThat(logins.at()).isEqualTo(new ColumnRef(false, "received_at"));
    }

    @Test
    void fieldsThatAreMissingOrDoNotFitAreNamedTogether() {
        assertThatThrownBy(
                        () -> parse(
                                """
                                measures:
                                  one: {event: play, aggregate: sum, value: done, by: {when: begun}}
                                  two: {event: play, aggregate: sum, value: second, only: {seconds: [1]}}
                                  three: {event: pley, aggregate: count}
                                  four: {event: play, table: titles, aggregate: count, at: title}
                                  five: {event: play, aggregate: count, by: {genre: {table: genres, by: title, column: name}}}
                                  six: {event: position, aggregate: count}
                                rules:
                                  ONE: {event: login, kind: value, value: viewer, above: 5, key: viewer, severity: low}
                                """))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("'measures.one.value' names the field 'done', of type boolean; what is summed")
                .hasMessageContaining(
                        "'measures.one.by.when' names the field 'begun', of type timestamp; rows are told")
                .hasMessageContaining(
                        "'measures.two.value' names the field 'second', which events of 'play' do not have")
                .hasMessageContaining("'measures.two.only' names the field 'seconds', of type number")
                .hasMessageContaining("'measures.three.event' is 'pley', which is no type of the section 'events'")
                .hasMessageContaining("'measures.four.table' is not of events")
                .hasMessageContaining("'measures.four.at' names the field 'title', of type integer; a time is")
                .hasMessageContaining("'measures.six.event' is 'position', whose topic keeps the newest event of each")
                .hasMessageContaining("'rules.ONE.value' names the field 'viewer', of type string; what is summed");
    }

    @Test
    void aTableInWhichTheyLookSomethingUpMustBeCaptured() {
        assertThatThrownBy(() -> parse(FIGURES.replace("table: titles", "table: genres")))
                .hasMessageContaining("'measures.watched.by.genre.table' is public.genres, which is not among");
    }
}
