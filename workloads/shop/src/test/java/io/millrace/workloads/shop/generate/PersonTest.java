package io.millrace.workloads.shop.generate;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PersonTest {
    @Test
    void theAddressIsPlainTextThatNoOtherIdHas() {
        assertThat(new Person("Zoé O'Connor", "Köln", "Germany").email(7)).isEqualTo("zoe.o.connor.7@example.com");
    }

    @Test
    void aThousandPeopleComeFromSeveralCountriesAndMostNamesAreRare() {
        // Given
        var dice = new Dice(1, "test");

        // When
        var people = Stream.generate(() -> Person.meet(dice)).limit(1_000).toList();

        // Then
        assertThat(people.stream().map(Person::country).distinct()).hasSize(Region.values().length);
        assertThat(people.stream().map(Person::name).distinct().count()).isGreaterThan(500);
    }
}
