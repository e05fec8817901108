package io.millrace.workloads.shop.database;

import java.math.BigDecimal;

/** A row of {@code products}. */
public record Product(int id, String name, BigDecimal price, String category, int stock) {}
