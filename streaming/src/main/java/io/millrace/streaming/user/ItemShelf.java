package io.millrace.streaming.user;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.LiveItem;
import io.millrace.streaming.part.Entries;
import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.ByteSource;
import io.millrace.streaming.wire.HopCodec;
import io.millrace.streaming.wire.HopMessage.ItemRow;
import io.millrace.streaming.wire.HopMessage.ItemSays;
import io.millrace.streaming.wire.ItemText;
import io.millrace.streaming.wire.Shelf;
import java.util.Map;
import java.util.Optional;

/** What the stage keeps of items: which have a row, all of them; and what the rows say, of those that are this part's. */
final class ItemShelf implements Entries {
    private static final int ROW = 6;
    private static final int COUNT = 7;
    private static final int TEXT = 8;
    private static final int ITEM = 9;

    private final Shelf shelf;

    ItemShelf(Shelf shelf) {
        this.shelf = shelf;
    }

    private static ByteSink key(int tag, String item) {
        return new ByteSink().tag(tag).text(item);
    }

    boolean exists(String item) {
        return shelf.get(key(COUNT, item).bytes()).isPresent();
    }

    /** Puts or removes a row of an item; says whether the item exists otherwise than before. */
    boolean row(ItemRow row) {
        byte[] key = key(ROW, row.item()).text(row.row()).bytes();
        boolean was = shelf.get(key).isPresent();
        if (was == row.exists()) {
            return false;
        }
        byte[] countKey = key(COUNT, row.item()).bytes();
        int before =
                shelf.get(countKey).map(bytes -> new ByteSource(bytes).number()).orElse(0);
        int after = before + (row.exists() ? 1 : -1);
        if (row.exists()) {
            shelf.put(key, new byte[0]);
        } else {
            shelf.remove(key);
        }
        if (after > 0) {
            shelf.put(countKey, new ByteSink().number(after).bytes());
        } else {
            shelf.remove(countKey);
        }
        return before == 0 || after == 0;
    }

    /** Puts or removes what a row says; gives by how much the number of items with a row changed. */
    int says(ItemSays says) {
        int before = hasText(says.item());
        put(says);
        return hasText(says.item()) - before;
    }

    private int hasText(String item) {
        int[] found = new int[1];
        byte[] prefix = key(TEXT, item).bytes();
        shelf.from(prefix, prefix, (key, value) -> {
            found[0] = 1;
            return false;
        });
        return found[0];
    }

    private void put(ItemSays says) {
        byte[] key = key(TEXT, says.item()).text(says.row()).bytes();
        says.text()
                .ifPresentOrElse(
                        text -> {
                            var sink = new ByteSink();
                            HopCodec.write(sink, text);
                            shelf.put(key, sink.bytes());
                        },
                        () -> shelf.remove(key));
        byte[] itemKey = key(ITEM, says.item()).bytes();
        Position before = shelf.get(itemKey)
                .map(bytes -> new ByteSource(bytes).position())
                .orElse(Position.START);
        Position latest = says.at().compareTo(before) > 0 ? says.at() : before;
        shelf.put(itemKey, new ByteSink().position(latest).bytes());
    }

    /** What the item's row says, or that there is none. */
    LiveItem state(String item) {
        Position at = shelf.get(key(ITEM, item).bytes())
                .map(bytes -> new ByteSource(bytes).position())
                .orElse(Position.START);
        ItemText[] first = new ItemText[1];
        byte[] prefix = key(TEXT, item).bytes();
        shelf.from(prefix, prefix, (key, value) -> {
            first[0] = HopCodec.itemText(new ByteSource(value));
            return false;
        });
        return Optional.ofNullable(first[0])
                .map(text -> new LiveItem(at, true, text.title(), text.available(), text.attributes()))
                .orElseGet(() -> new LiveItem(at, false, item, false, Map.of()));
    }

    @Override
    public void each(Optional<String> after, Visit visit) {
        byte[] prefix = new byte[] {ITEM};
        byte[] first = after.map(item -> key(ITEM, item).tag(0).bytes()).orElse(prefix);
        shelf.from(prefix, first, (key, value) -> {
            var source = new ByteSource(key);
            source.tag();
            return visit.entry(new Entry(source.text(), new ByteSource(value).position(), false));
        });
    }

    @Override
    public void forget(String item) {
        throw new IllegalStateException("That an item is gone is kept, so that nothing older brings it back");
    }
}
