package io.millrace.workloads.shop.intake.write;

/** What became of a record. */
enum Outcome {
    /** It is in the shop's tables. */
    WRITTEN,
    /** It was put aside. */
    REFUSED,
    /** It was dealt with before. */
    REPEATED
}
