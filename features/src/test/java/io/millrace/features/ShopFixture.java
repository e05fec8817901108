package io.millrace.features;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** A seeded shop in silver tables, and what its rows are in plain Java. */
public final class ShopFixture {
    public static final Position POSITION = Position.parse("1:0/A0");
    public static final Instant SOURCE_TIME = Instant.parse("2026-03-01T12:00:00Z");

    /** The pipeline file of such a shop. */
    public static final String PIPELINE_FILE =
            """
                name: shop
                source:
                  url: jdbc:postgresql://localhost:5432/shop
                  user: millrace
                  tables: {users: {}, products: {}, orders: {}, order_items: {}}
                recommend:
                  half_life: 90d
                  users: {table: users, id: user_id}
                  items: {table: products, id: product_id, title: name, attributes: [category, price],
                          available: {column: stock, above: 0}}
                  interactions:
                    purchase:
                      table: order_items
                      through: {table: orders, by: order_id}
                      user: orders.user_id
                      item: product_id
                      at: orders.created_at
                      weight: {column: quantity, scale: log}
                      only: {orders.status: [completed]}
                rfm: {table: orders, user: user_id, at: created_at, amount: total_amount, only: {status: [completed]}}
            """;

    private static final List<String> STATES = List.of("completed", "completed", "completed", "cancelled");

    /** An order line with what is its order's. */
    public record Line(int user, int product, int quantity, BigDecimal price, String status, Instant at) {
        private Line boughtBy(int other) {
            return new Line(other, product, quantity, price, status, at);
        }
    }

    /** An order. */
    public record Order(int id, int user, BigDecimal amount, String status, Instant at) {}

    private final List<Line> lines = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();
    private final int users;
    private final int products;

    /** A shop of this size; user 1 never orders. */
    public ShopFixture(int users, int products, int orderCount, long seed) {
        this.users = users;
        this.products = products;
        var random = new Random(seed);
        for (int id = 1; id <= orderCount; id++) {
            int user = 2 + (int) ((users - 1) * Math.pow(random.nextDouble(), 2));
            Instant at = SOURCE_TIME.minusSeconds(3600 + random.nextInt(200 * 86_400));
            String status = STATES.get(random.nextInt(STATES.size()));
            BigDecimal amount = BigDecimal.ZERO.setScale(2);
            for (int line = 0; line <= random.nextInt(3); line++) {
                // Users prefer products of their own remainder, so that there is something to learn.
                int product = 1 + (random.nextInt(4) == 0 ? random.nextInt(products) : likedBy(user, random));
                var price = BigDecimal.valueOf(100 + product * 7L, 2);
                int quantity = 1 + random.nextInt(5);
                amount = amount.add(price.multiply(BigDecimal.valueOf(quantity)));
                lines.add(new Line(user, product, quantity, price, status, at));
            }
            orders.add(new Order(id, user, amount, status, at));
        }
    }

    private ShopFixture(int users, int products, List<Line> lines) {
        this.users = users;
        this.products = products;
        this.lines.addAll(lines);
        for (Line line : lines) {
            orders.add(new Order(
                    orders.size() + 1,
                    line.user(),
                    line.price().multiply(BigDecimal.valueOf(line.quantity())),
                    line.status(),
                    line.at()));
        }
    }

    /** The same lines, each an order of its own, and those before the moment of a buyer drawn by lot. */
    public ShopFixture withBuyersShuffledBefore(Instant moment, long seed) {
        List<Integer> buyers = lines.stream()
                .filter(line -> line.at().isBefore(moment))
                .map(Line::user)
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(buyers, new Random(seed));
        Iterator<Integer> next = buyers.iterator();
        return new ShopFixture(
                users,
                products,
                lines.stream()
                        .map(line -> line.at().isBefore(moment) ? line.boughtBy(next.next()) : line)
                        .toList());
    }

    private int likedBy(int user, Random random) {
        int step = Math.max(1, products / 10);
        return (user % 10 + 10 * random.nextInt(step)) % products;
    }

    public List<Line> lines() {
        return lines;
    }

    public List<Order> orders() {
        return orders;
    }

    /** The pipeline file of such a shop. */
    public static Pipeline pipeline() {
        return PipelineFile.parse(PIPELINE_FILE, name -> null);
    }

    /** Writes the tables and publishes the cut, without the users named. */
    public void write(LakeFixture lake, Integer... deletedUsers) {
        write(lake, POSITION, List.of(deletedUsers));
    }

    /** Writes the tables at a position and publishes the cut, without the users named. */
    public void write(LakeFixture lake, Position position, List<Integer> deletedUsers) {
        List<Row> userRows = new ArrayList<>();
        for (int id = 1; id <= users; id++) {
            if (!deletedUsers.contains(id)) {
                userRows.add(RowFactory.create(id, "User " + id));
            }
        }
        List<Row> productRows = new ArrayList<>();
        for (int id = 1; id <= products; id++) {
            productRows.add(RowFactory.create(
                    id,
                    "Product " + id,
                    id % 7 == 0 ? null : "c" + id % 3,
                    BigDecimal.valueOf(100 + id * 7L, 2),
                    id % 5));
        }
        List<Row> orderRows = new ArrayList<>();
        orders.forEach(order -> orderRows.add(RowFactory.create(
                order.id(), order.user(), order.amount(), order.status(), Timestamp.from(order.at()))));
        List<Row> lineRows = new ArrayList<>();
        for (Line line : lines) {
            int order = orders.stream()
                    .filter(each -> each.at().equals(line.at()) && each.user() == line.user())
                    .findFirst()
                    .orElseThrow()
                    .id();
            lineRows.add(RowFactory.create(lineRows.size(), order, line.product(), line.quantity(), line.price()));
        }
        lake.table("shop", "users", position, lake.rows("user_id int, name string", array(userRows)))
                .table(
                        "shop",
                        "products",
                        position,
                        lake.rows(
                                "product_id int, name string, category string, price decimal(14,2), stock int",
                                array(productRows)))
                .table(
                        "shop",
                        "orders",
                        position,
                        lake.rows(
                                "order_id int, user_id int, total_amount decimal(14,2), status string, created_at timestamp",
                                array(orderRows)))
                .table(
                        "shop",
                        "order_items",
                        position,
                        lake.rows(
                                "order_item_id int, order_id int, product_id int, quantity int, price_per_unit decimal(14,2)",
                                array(lineRows)));
        lake.publish("shop", position, SOURCE_TIME);
    }

    private static Row[] array(List<Row> rows) {
        return rows.toArray(Row[]::new);
    }
}
