package io.millrace.serving.store;

import io.millrace.contracts.online.LiveItem;
import java.util.Map;

/**
 * Items that changed, as they are now.
 *
 * @param end of what was read
 * @param hasGap whether changes may be missing, because they were removed before they were read: then read all items
 * @param hasMore whether there may be more to read without waiting
 * @param items by id
 */
public record LiveItemChanges(String end, boolean hasGap, boolean hasMore, Map<String, LiveItem> items) {}
