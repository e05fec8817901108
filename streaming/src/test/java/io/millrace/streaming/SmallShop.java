package io.millrace.streaming;

import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;

/** A shop without anything but figures, for those who look at nothing else. */
public final class SmallShop {
    private static final String YAML =
            """
            source:
              url: jdbc:postgresql://localhost:5432/shop
              user: millrace
              tables: {users: {}, products: {}, orders: {}, lines: {}, logins: {}}
            recommend:
              users: {table: users, id: user_id}
              items: {table: products, id: product_id}
              interactions: {purchase: {table: orders, user: user_id, item: product_id, at: at}}
            """;

    private SmallShop() {}

    /** The shop with these sections of the pipeline file. */
    public static Pipeline with(String figures) {
        return PipelineFile.parse(YAML + figures, name -> null);
    }
}
