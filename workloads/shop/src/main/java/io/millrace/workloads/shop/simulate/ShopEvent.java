package io.millrace.workloads.shop.simulate;

import java.util.Locale;

/** What can happen in a live shop; each but one is one transaction. */
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
    /** An order of an impossible value, whose payment is refused. */
    HUGE_ORDER,
    /** Many orders of one user within seconds, whose payments are refused; the only event of more than one transaction. */
    BURST,
    /** Nothing happened: another session was faster, or there was nothing left to change. */
    MISSED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
