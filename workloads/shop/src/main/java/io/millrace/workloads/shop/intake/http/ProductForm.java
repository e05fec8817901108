package io.millrace.workloads.shop.intake.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.workloads.shop.intake.event.IntakeEvent;
import io.millrace.workloads.shop.intake.event.ProductChange;
import io.millrace.workloads.shop.intake.event.ProductEvent;
import io.millrace.workloads.shop.intake.event.ProductFields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is to become of a product, as it is sent.
 *
 * @param productId the number in the path; absent for a new one
 */
record ProductForm(ProductChange change, Optional<Integer> productId) implements EventForm {
    private static final List<String> CONTENT = List.of("name", "price", "category", "stock");
    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_CATEGORY = 200;

    @Override
    public IntakeEvent read(ObjectNode body, String id, Instant now, List<FieldProblem> problems) {
        var fields = new Fields(body, "", problems);
        ProductFields content =
                switch (change) {
                    case CREATED -> created(fields);
                    case UPDATED -> updated(fields);
                    case DELETED -> deleted(fields);
                };
        return new ProductEvent(id, change, productId, content, now);
    }

    private static ProductFields created(Fields fields) {
        fields.require("name", "what the product is called");
        fields.require("price", "what one costs");
        fields.require("category", "what it is a kind of");
        return content(fields);
    }

    private static ProductFields updated(Fields fields) {
        ProductFields content = content(fields);
        if (content.equals(ProductFields.NONE)) {
            fields.problem("name", "or another of %s must be there".formatted(String.join(", ", CONTENT)));
        }
        return content;
    }

    private static ProductFields deleted(Fields fields) {
        fields.requireKnown(List.of("id"));
        return ProductFields.NONE;
    }

    private static ProductFields content(Fields fields) {
        fields.requireKnown(List.of("id", "name", "price", "category", "stock"));
        return new ProductFields(
                fields.text("name", LONGEST_NAME),
                fields.price("price"),
                fields.text("category", LONGEST_CATEGORY),
                fields.optionalNumber("stock", 0));
    }
}
