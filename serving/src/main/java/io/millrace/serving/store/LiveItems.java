package io.millrace.serving.store;

import io.millrace.contracts.online.LiveItem;
import java.util.Map;

/**
 * All items of a live state.
 *
 * @param end of the changes that are all in it
 * @param items by id
 */
public record LiveItems(String end, Map<String, LiveItem> items) {}
