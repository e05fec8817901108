package io.millrace.cdc.reload;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.TableId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecordTemplateTest {
    private static Change read(ObjectNode key, ObjectNode row) {
        return new Change(
                Operation.READ, TableId.parse("a \"b\""), key, 3, 500, 499, 0, 7, "schema", null, row, "reload");
    }

    @Test
    void aRecordIsWhatTheCodecWrites() {
        var codec = new ChangeCodec();
        ObjectNode key = JsonNodeFactory.instance.objectNode().put("id", 1);
        ObjectNode row = key.deepCopy().put("name", "Zoë \"{}\" 🛒").putNull("none");

        byte[] record =
                new RecordTemplate(codec, RecordTemplateTest::read).record(codec.encodeKey(key), codec.encodeKey(row));

        assertThat(record).isEqualTo(codec.encode(read(key, row)));
    }
}
