package io.millrace.serving.recommend;

/** What somebody's ties to items are. */
enum Occasion {
    /** What a user has bought, or done otherwise, as the source knows it. */
    HISTORY,
    /** What somebody has named, who may be anybody. */
    SESSION
}
