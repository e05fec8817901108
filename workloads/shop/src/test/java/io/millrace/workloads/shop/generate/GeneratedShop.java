package io.millrace.workloads.shop.generate;

import io.millrace.workloads.shop.database.Order;
import java.util.ArrayList;
import java.util.List;

/** A generated shop in memory, for tests. */
record GeneratedShop(ShopPlan plan, Catalogue catalogue, Customers customers, List<Order> orders) {
    private static GeneratedShop standard;

    /** The default shop, generated once. */
    static synchronized GeneratedShop standard() {
        if (standard == null) {
            standard = of(ShopPlan.standard());
        }
        return standard;
    }

    static GeneratedShop of(ShopPlan plan) {
        Catalogue catalogue = Catalogue.of(plan);
        Customers customers = Customers.of(plan);
        List<Order> orders = new ArrayList<>();
        new OrderHistory(plan, catalogue, customers).forEachRemaining(orders::add);
        return new GeneratedShop(plan, catalogue, customers, List.copyOf(orders));
    }

    CatalogueItem item(int productId) {
        return catalogue.items().get(productId - 1);
    }
}
