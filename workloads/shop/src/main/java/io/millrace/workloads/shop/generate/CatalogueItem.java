package io.millrace.workloads.shop.generate;

import io.millrace.workloads.shop.database.Product;

/** A product with what only its maker knows: its category, its style, and how popular it is with everyone. */
record CatalogueItem(Product product, Category category, Style style, double popularity) {}
