package io.millrace.serving.view;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A list that never changes, of which changed copies are cheap: a copy shares all pages but those with changed entries.
 */
final class EntryPages {
    private static final int PAGE = 256;

    private final CatalogEntry[][] pages;
    private final int size;

    private EntryPages(CatalogEntry[][] pages, int size) {
        this.pages = pages;
        this.size = size;
    }

    static EntryPages of(List<CatalogEntry> entries) {
        var pages = new CatalogEntry[pagesFor(entries.size())][];
        for (int page = 0; page < pages.length; page++) {
            int first = page * PAGE;
            pages[page] = entries.subList(first, Math.min(first + PAGE, entries.size()))
                    .toArray(new CatalogEntry[PAGE]);
        }
        return new EntryPages(pages, entries.size());
    }

    private static int pagesFor(int size) {
        return (size + PAGE - 1) / PAGE;
    }

    int size() {
        return size;
    }

    CatalogEntry get(int place) {
        return pages[place / PAGE][place % PAGE];
    }

    /** A copy with these entries at their places, and with further ones at its end. */
    EntryPages with(Map<Integer, CatalogEntry> changed, List<CatalogEntry> further) {
        int larger = size + further.size();
        var copy = Arrays.copyOf(pages, pagesFor(larger));
        var fresh = new boolean[copy.length];
        changed.forEach((place, entry) -> own(copy, fresh, place / PAGE)[place % PAGE] = entry);
        for (int index = 0; index < further.size(); index++) {
            int place = size + index;
            own(copy, fresh, place / PAGE)[place % PAGE] = further.get(index);
        }
        return new EntryPages(copy, larger);
    }

    private static CatalogEntry[] own(CatalogEntry[][] pages, boolean[] fresh, int page) {
        if (!fresh[page]) {
            pages[page] = pages[page] == null ? new CatalogEntry[PAGE] : pages[page].clone();
            fresh[page] = true;
        }
        return pages[page];
    }
}
