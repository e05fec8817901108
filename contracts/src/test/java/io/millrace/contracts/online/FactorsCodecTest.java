package io.millrace.contracts.online;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FactorsCodecTest {
    private static final ItemFactors FACTORS =
            new ItemFactors(List.of("1", "sch\u00f6n", ""), 2, new float[] {1, -2, 0.5f, Float.MIN_VALUE, 3, 4});

    @Test
    void factorsReadBackAsTheyWereWritten() {
        ItemFactors read = FactorsCodec.decode(FactorsCodec.encode(FACTORS));
        assertThat(read.ids()).isEqualTo(FACTORS.ids());
        assertThat(read.rank()).isEqualTo(2);
        assertThat(read.factors()).containsExactly(FACTORS.factors());
    }

    @Test
    void halfAPartIsRefused() {
        byte[] bytes = FactorsCodec.encode(FACTORS);
        assertThatThrownBy(() -> FactorsCodec.decode(Arrays.copyOf(bytes, bytes.length - 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("end before");
    }

    @Test
    void aCountThatIsNoneIsRefusedBeforeRoomIsMadeForIt() {
        for (int count : new int[] {-1, Integer.MAX_VALUE}) {
            ByteBuffer bytes = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
            bytes.put((byte) 1).putInt(count).putInt(2);
            assertThatThrownBy(() -> FactorsCodec.decode(bytes.array()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("end before");
        }
    }

    @Test
    void anotherVersionIsRefused() {
        assertThatThrownBy(() -> FactorsCodec.decode(new byte[] {9})).hasMessageContaining("version 9");
    }
}
