package io.millrace.workloads.shop.intake.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.workloads.shop.database.OrderStatus;
import io.millrace.workloads.shop.intake.event.IntakeEvent;
import io.millrace.workloads.shop.intake.event.OrderCreated;
import io.millrace.workloads.shop.intake.event.OrderedItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An order as it is posted. */
final class OrderForm implements EventForm {
    private static final int MOST_ITEMS = 200;
    private static final String STATUS = "status";
    private static final String ITEMS = "items";
    /** Stands for what is wrong. */
    private static final OrderedItem NO_ITEM = new OrderedItem(1, 1, Optional.empty());

    @Override
    public IntakeEvent read(ObjectNode body, String id, Instant now, List<FieldProblem> problems) {
        var fields = new Fields(body, "", problems);
        fields.requireKnown(List.of("id", "user_id", ITEMS, STATUS));
        return new OrderCreated(
                id, fields.number("user_id", 1), status(body, fields), items(body, fields, problems), now);
    }

    private static OrderStatus status(ObjectNode body, Fields fields) {
        JsonNode given = body.path(STATUS);
        if (given.isMissingNode() || given.isNull() || given.asText().equals(OrderStatus.COMPLETED.text())) {
            return OrderStatus.COMPLETED;
        }
        if (!given.asText().equals(OrderStatus.PENDING.text())) {
            fields.problem(STATUS, "must be 'completed', as without it, or 'pending'");
        }
        return OrderStatus.PENDING;
    }

    private static List<OrderedItem> items(ObjectNode body, Fields fields, List<FieldProblem> problems) {
        if (!(body.path(ITEMS) instanceof ArrayNode array) || array.isEmpty() || array.size() > MOST_ITEMS) {
            fields.problem(ITEMS, "must be a list of 1 to %d items".formatted(MOST_ITEMS));
            return List.of(NO_ITEM);
        }
        List<OrderedItem> items = new ArrayList<>();
        for (int index = 0; index < array.size(); index++) {
            String place = "%s[%d]".formatted(ITEMS, index);
            if (array.get(index) instanceof ObjectNode item) {
                items.add(item(new Fields(item, place + ".", problems)));
            } else {
                problems.add(new FieldProblem(place, "must be an object with product_id and quantity"));
            }
        }
        return items.isEmpty() ? List.of(NO_ITEM) : items;
    }

    private static OrderedItem item(Fields fields) {
        fields.requireKnown(List.of("product_id", "quantity", "price"));
        return new OrderedItem(fields.number("product_id", 1), fields.number("quantity", 1), fields.price("price"));
    }
}
