package io.millrace.workloads.shop.retail;

/** Why a line is not loaded; of several reasons the first one here is counted. */
public enum SkipReason {
    UNREADABLE("unreadable: a number, a date or a column is broken"),
    NO_DESCRIPTION("without description"),
    NO_CUSTOMER("without customer"),
    DUPLICATE("exact duplicate of an earlier line"),
    NOT_A_PRODUCT("not a product: postage, fees, discounts, samples, vouchers, adjustments"),
    WRONG_SIGN("quantity of the wrong sign for an order or a cancellation"),
    ZERO_PRICE("price below one cent"),
    CANCELLATION_WITHOUT_ORDER("cancellation of an order that is not in the file");

    private final String text;

    SkipReason(String text) {
        this.text = text;
    }

    /** The reason for people. */
    public String text() {
        return text;
    }
}
