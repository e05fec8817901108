package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.Topics;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.CollectionAccumulator;

/**
 * Turns what a task reads of one topic partition into rows of the change log, closed by a mark, and reports a summary
 * to the driver. Progress records leave nothing but their trace in the mark and the summary.
 */
final class DecodePartition implements FlatMapFunction<Iterator<InternalRow>, Row> {
    private final String pipeline;
    private final Map<String, String> topicIds;
    private final Map<String, String> eventTypes;
    private final long eventSequence;
    private final long epochDay;
    private final CollectionAccumulator<PartitionSummary> summaries;

    /**
     * Decodes a micro-batch.
     *
     * @param eventSequence the number that its events get
     */
    DecodePartition(
            CapturedTables tables,
            long epochDay,
            long eventSequence,
            CollectionAccumulator<PartitionSummary> summaries) {
        this.pipeline = tables.topics().pipeline();
        this.topicIds = new TreeMap<>(tables.topicIds());
        this.eventTypes = tables.typesByTopic();
        this.eventSequence = eventSequence;
        this.epochDay = epochDay;
        this.summaries = summaries;
    }

    /** The rows for the change log that these records come to. */
    JavaRDD<Row> rows(Dataset<Row> records) {
        return records.queryExecution().toRdd().toJavaRDD().mapPartitions(this);
    }

    @Override
    public Iterator<Row> call(Iterator<InternalRow> records) {
        return new Rows(records, new RecordDecoder(new Topics(pipeline), eventTypes));
    }

    private final class Rows implements Iterator<Row> {
        private final Iterator<InternalRow> records;
        private final RecordDecoder decoder;
        private final Date date = ChangeRows.date(LocalDate.ofEpochDay(epochDay));
        private PartitionSummaryBuilder summary;
        private String topic;
        private int partition;
        private Row next;
        private boolean closed;

        Rows(Iterator<InternalRow> records, RecordDecoder decoder) {
            this.records = records;
            this.decoder = decoder;
        }

        @Override
        public boolean hasNext() {
            while (next == null && records.hasNext()) {
                next = decoded(records.next());
            }
            if (next == null && summary != null && !closed) {
                closed = true;
                summaries.add(summary.build());
                next = ChangeRows.mark(
                        summary.progress(), topic, topicIds.get(topic), partition, summary.lastOffset(), date);
            }
            return next != null;
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Row row = next;
            next = null;
            return row;
        }

        private Row decoded(InternalRow record) {
            if (summary == null) {
                topic = KafkaRow.topic(record);
                partition = KafkaRow.partition(record);
                summary = new PartitionSummaryBuilder(topic, partition);
            }
            DecodedRecord decoded = decoder.decode(topic, KafkaRow.kind(record), KafkaRow.value(record));
            summary.add(KafkaRow.offset(record), decoded);
            if (decoded instanceof DecodedRecord.OfChange changed) {
                return ChangeRows.ofChange(changed.change(), topic, partition, KafkaRow.offset(record), date);
            }
            if (decoded instanceof DecodedRecord.OfEvent happened) {
                return ChangeRows.event(happened.event(), record, eventSequence, date);
            }
            if (decoded instanceof DecodedRecord.OfNote said) {
                return ChangeRows.note(said.note(), topic, partition, KafkaRow.offset(record), date);
            }
            return decoded instanceof DecodedRecord.Unreadable bad
                    ? ChangeRows.garbage(record, bad.reason(), date)
                    : null;
        }
    }
}
