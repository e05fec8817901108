package io.millrace.cdc.engine;

import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.TableId;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** What a record of Debezium says, field by field. */
final class ChangeRecord {
    private static final String TRANSACTIONS = EngineProperties.PREFIX + ".transaction";

    private ChangeRecord() {}

    /** Whether the record is the end of a transaction. */
    static boolean isCommit(SourceRecord record) {
        return TRANSACTIONS.equals(record.topic()) && "END".equals(((Struct) record.value()).getString("status"));
    }

    /** Whether the record is a change of a row or a truncate. */
    static boolean isChange(SourceRecord record) {
        return record.value() instanceof Struct value
                && value.schema().field("op") != null
                && value.schema().field("after") != null;
    }

    static Operation operation(SourceRecord record) {
        return Operation.ofCode(((Struct) record.value()).getString("op"));
    }

    static TableId table(SourceRecord record) {
        Struct source = source(record);
        return new TableId(source.getString("schema"), source.getString("table"));
    }

    static long lsn(SourceRecord record) {
        return source(record).getInt64("lsn");
    }

    static long transaction(SourceRecord record) {
        Long transaction = source(record).getInt64("txId");
        return transaction == null ? 0 : transaction;
    }

    static long sourceMicros(SourceRecord record) {
        return source(record).getInt64("ts_us");
    }

    /** Where the transaction of this end was committed. */
    static long commitLsn(SourceRecord end) {
        return ((Number) ((Map<?, ?>) end.sourceOffset()).get("lsn_commit")).longValue();
    }

    /** When the transaction of this end was committed, in milliseconds since the epoch. */
    static long commitMillis(SourceRecord end) {
        return ((Struct) end.value()).getInt64("ts_ms");
    }

    private static Struct source(SourceRecord record) {
        return ((Struct) record.value()).getStruct("source");
    }
}
