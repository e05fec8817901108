package io.millrace.streaming.wire;

import io.millrace.streaming.wire.HopMessage.Begins;
import io.millrace.streaming.wire.HopMessage.ChildRow;
import io.millrace.streaming.wire.HopMessage.Delta;
import io.millrace.streaming.wire.HopMessage.EventRow;
import io.millrace.streaming.wire.HopMessage.EventTie;
import io.millrace.streaming.wire.HopMessage.ItemRow;
import io.millrace.streaming.wire.HopMessage.ItemSays;
import io.millrace.streaming.wire.HopMessage.LookupRow;
import io.millrace.streaming.wire.HopMessage.ParentRow;
import io.millrace.streaming.wire.HopMessage.Reached;
import io.millrace.streaming.wire.HopMessage.RelationRow;
import io.millrace.streaming.wire.HopMessage.RuleRow;
import io.millrace.streaming.wire.HopMessage.Tie;
import io.millrace.streaming.wire.HopMessage.UserRow;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Messages between stages as bytes. The first byte says which message follows. */
public final class HopCodec {
    private static final int PARENT = 1;
    private static final int CHILD = 2;
    private static final int TIE = 3;
    private static final int USER = 4;
    private static final int ITEM = 5;
    private static final int ITEM_SAYS = 6;
    private static final int REACHED = 7;
    private static final int RELATION = 8;
    private static final int LOOKUP = 9;
    private static final int DELTA = 10;
    private static final int RULE = 11;
    private static final int BEGINS = 12;
    private static final int EVENT_TIE = 13;
    private static final int EVENT_ROW = 14;

    private HopCodec() {}

    public static byte[] encode(HopMessage message) {
        var sink = new ByteSink();
        if (message instanceof ParentRow row) {
            related(sink.tag(PARENT), row.kind(), row.key(), row.row(), row.side())
                    .position(row.at());
        } else if (message instanceof ChildRow row) {
            related(sink.tag(CHILD), row.kind(), row.key(), row.row(), row.side())
                    .position(row.at());
        } else if (message instanceof Tie tie) {
            sink.tag(TIE).text(tie.user()).number(tie.kind()).text(tie.row());
            sink.optional(tie.contribution(), HopCodec::write).position(tie.at());
        } else if (message instanceof EventTie tie) {
            sink.tag(EVENT_TIE).text(tie.user()).number(tie.kind()).text(tie.event());
            write(sink, tie.contribution());
        } else if (message instanceof UserRow row) {
            sink.tag(USER).text(row.user()).text(row.row()).flag(row.exists()).position(row.at());
        } else if (message instanceof ItemRow row) {
            sink.tag(ITEM).text(row.item()).text(row.row()).flag(row.exists()).position(row.at());
        } else if (message instanceof ItemSays says) {
            sink.tag(ITEM_SAYS).text(says.item()).text(says.row());
            sink.optional(says.text(), HopCodec::write).position(says.at());
        } else if (message instanceof Reached reached) {
            sink.tag(REACHED)
                    .tag(reached.origin().stage().ordinal())
                    .number(reached.origin().part())
                    .progress(reached.progress());
        } else if (message instanceof RelationRow row) {
            sink.tag(RELATION)
                    .number(row.relation())
                    .flag(row.parent())
                    .text(row.key())
                    .text(row.row());
            sink.optional(row.values(), (to, values) -> values.writeTo(to)).position(row.at());
        } else if (message instanceof EventRow row) {
            row.values().writeTo(sink.tag(EVENT_ROW).number(row.relation()).text(row.event()));
            sink.bigNumber(row.known());
        } else if (message instanceof LookupRow row) {
            sink.tag(LOOKUP).number(row.lookup()).text(row.key()).text(row.row());
            sink.optional(row.values(), (to, values) -> values.writeTo(to)).position(row.at());
        } else if (message instanceof Delta delta) {
            delta.slot().writeTo(sink.tag(DELTA));
            sink.bigNumber(delta.micros()).optional(delta.value(), ByteSink::text);
            sink.flag(delta.more()).position(delta.at());
        } else if (message instanceof Begins begins) {
            sink.tag(BEGINS).number(begins.measure()).bigNumber(begins.micros());
        } else if (message instanceof RuleRow row) {
            sink.tag(RULE).number(row.rule()).text(row.key()).text(row.row());
            sink.optional(row.before(), (to, sighting) -> sighting.writeTo(to));
            sink.optional(row.after(), (to, sighting) -> sighting.writeTo(to)).position(row.at());
        }
        return sink.bytes();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the bytes are of no message that is known
     */
    public static HopMessage decode(byte[] bytes) {
        var source = new ByteSource(bytes);
        int tag = source.tag();
        return switch (tag) {
            case PARENT ->
                new ParentRow(
                        source.number(),
                        source.text(),
                        source.text(),
                        source.optional(HopCodec::side),
                        source.position());
            case CHILD ->
                new ChildRow(
                        source.number(),
                        source.text(),
                        source.text(),
                        source.optional(HopCodec::side),
                        source.position());
            case TIE ->
                new Tie(
                        source.text(),
                        source.number(),
                        source.text(),
                        source.optional(HopCodec::contribution),
                        source.position());
            case EVENT_TIE -> new EventTie(source.text(), source.number(), source.text(), contribution(source));
            case USER -> new UserRow(source.text(), source.text(), source.flag(), source.position());
            case ITEM -> new ItemRow(source.text(), source.text(), source.flag(), source.position());
            case ITEM_SAYS ->
                new ItemSays(source.text(), source.text(), source.optional(HopCodec::itemText), source.position());
            case REACHED ->
                new Reached(new Origin(Origin.Stage.values()[source.tag()], source.number()), source.progress());
            case RELATION ->
                new RelationRow(
                        source.number(),
                        source.flag(),
                        source.text(),
                        source.text(),
                        source.optional(Values::readFrom),
                        source.position());
            case EVENT_ROW -> new EventRow(source.number(), source.text(), Values.readFrom(source), source.bigNumber());
            case LOOKUP ->
                new LookupRow(
                        source.number(),
                        source.text(),
                        source.text(),
                        source.optional(Values::readFrom),
                        source.position());
            case DELTA ->
                new Delta(
                        Slot.readFrom(source),
                        source.bigNumber(),
                        source.optional(ByteSource::text),
                        source.flag(),
                        source.position());
            case RULE ->
                new RuleRow(
                        source.number(),
                        source.text(),
                        source.text(),
                        source.optional(Sighting::readFrom),
                        source.optional(Sighting::readFrom),
                        source.position());
            case BEGINS -> new Begins(source.number(), source.bigNumber());
            default -> throw new IllegalArgumentException("No message between stages begins with %d".formatted(tag));
        };
    }

    private static ByteSink related(ByteSink sink, int kind, String key, String row, Optional<Side> side) {
        return sink.number(kind).text(key).text(row).optional(side, HopCodec::write);
    }

    /** Adds a side. */
    public static void write(ByteSink sink, Side side) {
        sink.optional(side.user(), ByteSink::text)
                .optional(side.item(), ByteSink::text)
                .optional(side.micros(), ByteSink::bigNumber)
                .optional(side.weight(), ByteSink::decimal);
    }

    /** Reads a side. */
    public static Side side(ByteSource source) {
        return new Side(
                source.optional(ByteSource::text),
                source.optional(ByteSource::text),
                source.optional(ByteSource::bigNumber),
                source.optional(ByteSource::decimal));
    }

    /** Adds a contribution. */
    public static void write(ByteSink sink, Contribution contribution) {
        sink.text(contribution.item()).bigNumber(contribution.micros()).decimal(contribution.weight());
    }

    /** Reads a contribution. */
    public static Contribution contribution(ByteSource source) {
        return new Contribution(source.text(), source.bigNumber(), source.decimal());
    }

    /** Adds what an item's row says. */
    public static void write(ByteSink sink, ItemText text) {
        sink.text(text.title()).flag(text.available()).number(text.attributes().size());
        text.attributes().forEach((name, value) -> sink.text(name).text(value));
    }

    /** Reads what an item's row says. */
    public static ItemText itemText(ByteSource source) {
        String title = source.text();
        boolean available = source.flag();
        Map<String, String> attributes = new TreeMap<>();
        for (int left = source.number(); left > 0; left--) {
            attributes.put(source.text(), source.text());
        }
        return new ItemText(title, available, attributes);
    }
}
