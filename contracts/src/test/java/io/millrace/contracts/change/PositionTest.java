package io.millrace.contracts.change;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PositionTest {

    @Test
    void textIsThatOfPostgresAndReadsBack() {
        // Given
        var position = new Position(2, 0x1_016B_3748L);
        // When
        String text = position.toString();
        // Then
        assertThat(text).isEqualTo("2:1/16B3748");
        assertThat(Position.parse(text)).isEqualTo(position);
    }

    @Test
    void theTextHasNoLeadingZerosAndEveryBit() {
        assertThat(Position.START).hasToString("0:0/0");
        assertThat(Position.lsnText(0xABCD_EF01_0000_002AL)).isEqualTo("ABCDEF01/2A");
        assertThat(Position.lsnText(-1)).isEqualTo("FFFFFFFF/FFFFFFFF");
    }

    @Test
    void aLaterIncarnationIsLaterWhateverItsLogSays() {
        assertThat(new Position(2, 1)).isGreaterThan(new Position(1, Long.MAX_VALUE));
    }

    @Test
    void theHalfOfTheLogAboveTheSignBitIsLater() {
        assertThat(new Position(1, 0x8000_0000_0000_0000L)).isGreaterThan(new Position(1, Long.MAX_VALUE));
    }

    @Test
    void theNextPositionIsTheFirstLaterOne() {
        assertThat(new Position(2, 0x7FFF_FFFF_FFFF_FFFFL).next()).isEqualTo(new Position(2, 0x8000_0000_0000_0000L));
    }

    @Test
    void aTextThatIsNoPositionIsRefusedWithAnExample() {
        assertThatThrownBy(() -> Position.parse("twelve"))
                .hasMessage("A log sequence number looks like 0/16B3748, but this is 'twelve'");
    }
}
