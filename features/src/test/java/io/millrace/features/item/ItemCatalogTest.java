package io.millrace.features.item;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.Items;
import io.millrace.features.LakeFixture;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ItemCatalogTest {
    private static final TableId FILMS = TableId.parse("films");
    private static final LakeFixture LAKE = LakeFixture.create();

    @Test
    void anItemOfWhichOnlyTheIdIsKnownIsAvailableUnderItsId() {
        var items = new Items(FILMS, "slug", Optional.empty(), List.of(), Optional.empty());

        Row row = ItemCatalog.of(LAKE.rows("slug string", RowFactory.create("alien")), items, List.of("price"))
                .head();

        assertThat(row.<String>getAs("title")).isEqualTo("alien");
        assertThat(row.<Boolean>getAs("available")).isTrue();
        assertThat(row.getJavaMap(row.fieldIndex("attributes"))).isEmpty();
        assertThat(row.isNullAt(row.fieldIndex("price"))).isTrue();
    }

    @Test
    void whatIsNullIsAbsentAndNotAvailable() {
        var items = new Items(
                FILMS,
                "id",
                Optional.of("name"),
                List.of("genre", "year"),
                Optional.of(new Items.Available("licences", 0)));

        Row row = ItemCatalog.of(
                        LAKE.rows(
                                "id bigint, name string, genre string, year int, licences int",
                                RowFactory.create(7L, null, null, 1979, null)),
                        items,
                        List.of())
                .head();

        assertThat(row.<String>getAs("item")).isEqualTo("7");
        assertThat(row.<String>getAs("title")).isEqualTo("7");
        assertThat(row.<Boolean>getAs("available")).isFalse();
        assertThat(row.getJavaMap(row.fieldIndex("attributes"))).isEqualTo(Map.of("year", "1979"));
    }
}
