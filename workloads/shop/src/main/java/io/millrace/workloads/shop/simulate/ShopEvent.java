package io.millrace.workloads.shop.simulate;

import java.util.Locale;

/** What can happen in a live shop; each is one transaction. */
public enum ShopEvent {
    ORDER,
    EDIT,
    SETTLEMENT,
    CANCELLATION,
    NEW_USER,
    LOGIN,
    STOCK_CHANGE,
    DELETED_ORDER,
    DELETED_USER,
    /** Nothing happened: another session was faster, or there was nothing left to change. */
    MISSED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
