package io.millrace.workloads.shop.intake.write;

/** The shop cannot do what it was asked for. */
final class RefusedException extends Exception {
    private final RefusalReason reason;

    RefusedException(RefusalReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    RefusalReason reason() {
        return reason;
    }
}
