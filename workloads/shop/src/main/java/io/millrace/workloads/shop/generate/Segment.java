package io.millrace.workloads.shop.generate;

import java.util.List;

/** People who like the same things: the categories they buy from, the best loved first, and the two styles they pick. */
enum Segment {
    HOME_OFFICE(
            Style.MODERN, Style.CLASSIC, Category.FURNITURE, Category.STATIONERY, Category.LIGHTING, Category.COFFEE),
    YOUNG_FAMILY(Style.PLAYFUL, Style.RUSTIC, Category.BABY, Category.TOYS, Category.BEDDING, Category.PANTRY),
    HOME_COOK(Style.CLASSIC, Style.RUSTIC, Category.KITCHEN, Category.PANTRY, Category.TABLEWARE, Category.BOOKS),
    GARDENER(Style.RUSTIC, Style.CLASSIC, Category.GARDEN, Category.PLANTS, Category.BOOKS, Category.SKINCARE),
    CYCLIST(Style.MODERN, Style.RUSTIC, Category.CYCLING, Category.RUNNING, Category.COFFEE, Category.CAMPING),
    ATHLETE(Style.MODERN, Style.PLAYFUL, Category.RUNNING, Category.FITNESS, Category.SKINCARE, Category.PANTRY),
    CAMPER(Style.RUSTIC, Style.PLAYFUL, Category.CAMPING, Category.PETS, Category.CYCLING, Category.COFFEE),
    READER(Style.CLASSIC, Style.MODERN, Category.BOOKS, Category.COFFEE, Category.LIGHTING, Category.STATIONERY),
    HOST(Style.CLASSIC, Style.PLAYFUL, Category.TABLEWARE, Category.FURNITURE, Category.PANTRY, Category.PLANTS),
    PET_OWNER(Style.PLAYFUL, Style.CLASSIC, Category.PETS, Category.TOYS, Category.GARDEN, Category.BATH),
    SPA_GOER(Style.MODERN, Style.CLASSIC, Category.BATH, Category.SKINCARE, Category.BEDDING, Category.FITNESS),
    CRAFTER(Style.PLAYFUL, Style.MODERN, Category.STATIONERY, Category.TOYS, Category.LIGHTING, Category.BABY);

    private static final double[] LOVE = {1.0, 0.7, 0.45, 0.3};
    private static final double STRANGER = 0.008;
    private static final double[] STYLE_LOVE = {1.0, 0.5};
    private static final double OTHER_STYLE = 0.12;

    private final List<Style> styles;
    private final List<Category> categories;

    Segment(Style first, Style second, Category... categories) {
        this.styles = List.of(first, second);
        this.categories = List.of(categories);
    }

    /** How much this segment is drawn to a category in a style; only the ratio of two such numbers means something. */
    double affinity(Category category, Style style) {
        int categoryRank = categories.indexOf(category);
        int styleRank = styles.indexOf(style);
        return (categoryRank < 0 ? STRANGER : LOVE[categoryRank])
                * (styleRank < 0 ? OTHER_STYLE : STYLE_LOVE[styleRank]);
    }
}
