package io.millrace.workloads.shop.generate;

/** What a product looks like, which its title shows by the material and some customers care for more than others. */
enum Style {
    CLASSIC,
    MODERN,
    RUSTIC,
    PLAYFUL
}
