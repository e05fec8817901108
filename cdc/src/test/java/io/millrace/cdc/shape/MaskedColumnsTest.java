package io.millrace.cdc.shape;

import io.millrace.cdc.source.StoredColumn;
import io.millrace.cdc.source.TableShape;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.process.PipelineException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MaskedColumnsTest {
    private static TableShape shape(String... names) {
        List<StoredColumn> columns = IntStream.range(0, names.length)
                .mapToObj(place -> new StoredColumn(
                        place + 1, names[place], "text", 25, OptionalInt.empty(), OptionalInt.empty(), true, null, "1"))
                .toList();
        return new TableShape(7, "d", true, List.of(1), columns, columns.size(), Map.of(), Map.of(), "");
    }

    private static void look(Set<String> masked, TableShape before, TableShape after) {
        new MaskedColumns(TableId.parse("users"), masked).requireNoneUncovered(before, after);
    }

    @Test
    void aMaskedColumnWhoseNameAnotherOneHasTakenStopsCapture() {
        assertThatThrownBy(() -> look(Set.of("email"), shape("email", "city"), shape("city", "email")))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("masks the column 'email' of public.users, which is called 'city' now");
    }

    @Test
    void aFileThatSaysTheNewNameLetsItGoOn() {
        assertThatCode(() -> look(Set.of("mail"), shape("email", "city"), shape("mail", "city")))
                .doesNotThrowAnyException();
        assertThatCode(() -> look(Set.of("email", "city"), shape("email", "city"), shape("city", "email")))
                .doesNotThrowAnyException();
    }
}
