package io.millrace.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.local.stack.ShopSource;
import io.millrace.local.stack.Stack;
import io.millrace.local.status.Columns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Lets a user buy the first item that they are recommended, and tells how soon the list is another, and how.
 *
 * @param api how to ask it, by path
 */
record LivePurchase(Stack stack, Function<String, JsonNode> api) {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 2;
    private static final double NANOS_PER_MILLI = 1e6;

    /** Two lists, the later so long after the commit. */
    record Change(List<ShownItem> before, List<ShownItem> after, double millis) {
        List<String> lines() {
            List<String> lines = new ArrayList<>();
            lines.add("  %.0f ms after the commit the list is another, without a refresh:".formatted(millis));
            var columns = new Columns();
            ShownItem.missing(before, after).forEach(title -> columns.row("left", title));
            ShownItem.missing(after, before).forEach(title -> columns.row("came", title));
            lines.addAll(columns.lines());
            if (!stayed(before, after).equals(stayed(after, before))) {
                lines.add("  and those that stayed are in another order");
            }
            return lines;
        }

        private static List<ShownItem> stayed(List<ShownItem> items, List<ShownItem> other) {
            return items.stream().filter(other::contains).toList();
        }
    }

    /**
     * Buys, and returns as soon as the API knows.
     *
     * @param before what the user is recommended now
     * @throws PipelineException of kind NOT_READY if the API does not know in time
     */
    Change of(String user, List<ShownItem> before) throws InterruptedException {
        ShownItem wanted = before.get(0);
        long commit = new ShopSource(stack).buy(user, wanted.id());
        while (true) {
            List<ShownItem> after =
                    ShownItem.of(api.apply("/v1/users/" + user + "/recommendations?limit=" + before.size()));
            long passed = System.nanoTime() - commit;
            if (!after.contains(wanted)) {
                return new Change(before, after, passed / NANOS_PER_MILLI);
            }
            if (passed > LIMIT.toNanos()) {
                throw new PipelineException(
                        FailureKind.NOT_READY,
                        "User %s bought '%s', but is still recommended it after %d s; './millrace status' says where it waits"
                                .formatted(user, wanted.title(), LIMIT.toSeconds()));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
