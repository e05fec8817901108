package io.millrace.workloads.shop.retail;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.workloads.shop.database.LoadMark;
import io.millrace.workloads.shop.database.Order;
import io.millrace.workloads.shop.database.OrderLine;
import io.millrace.workloads.shop.database.OrderStatus;
import io.millrace.workloads.shop.database.ShopCounts;
import io.millrace.workloads.shop.database.ShopDatabase;
import io.millrace.workloads.shop.database.ShopLoad;
import io.millrace.workloads.shop.database.ShopSchema;
import io.millrace.workloads.shop.database.User;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Replays the invoices of an Online Retail file into an empty shop, in their order, a hundred in a transaction.
 *
 * <p>An invoice becomes a completed order, a cancellation changes the order that it cancels: its lines shrink or go, and
 * an order without lines is cancelled. A customer number becomes the user id. It goes on with its own interrupted
 * import, refuses a shop that holds other data, and compares the rows in the database with the rows of the file before
 * it reports.
 */
public final class RetailImport {
    private static final String CITATION = "Online Retail: Chen, D. (2015), UCI Machine Learning Repository, set 352,"
            + " https://doi.org/10.24432/C5BW33, licensed CC BY 4.0";
    private static final int INVOICES_PER_TRANSACTION = 100;
    private static final int PROGRESS_STEP = 4_000;

    private final Connection connection;
    private final Consumer<String> progress;
    private final int invoicesPerTransaction;
    private final OrderBook book = new OrderBook();
    private final Set<Integer> users = new HashSet<>();
    private RetailBatch batch = new RetailBatch();
    private int orders;
    private int lines;
    private long linesRemoved;
    private long linesReduced;
    private long ordersCancelled;
    private BigDecimal revenue = BigDecimal.ZERO.setScale(2);

    /** @param progress is told one line per step, for people */
    public RetailImport(Connection connection, Consumer<String> progress) {
        this(connection, progress, INVOICES_PER_TRANSACTION);
    }

    RetailImport(Connection connection, Consumer<String> progress, int invoicesPerTransaction) {
        this.connection = connection;
        this.progress = progress;
        this.invoicesPerTransaction = invoicesPerTransaction;
    }

    /**
     * Creates the schema if it is absent and imports the file; once per object.
     *
     * @throws InterruptedException between two transactions; the same import goes on from there
     */
    public RetailReport load(Path file) throws InterruptedException {
        var retailFile = new RetailFile(file);
        var schema = new ShopSchema(connection);
        schema.create();
        String source = sourceOf(file);
        Optional<Long> interrupted = schema.requireEmptyOrInterrupted(source);
        progress.accept(CITATION);
        RetailSieve sieve = retailFile.readInto(RetailSieve::new);
        progress.accept(say(
                "%,d lines read, %,d of them usable",
                sieve.read(), sieve.accepted().size()));
        if (sieve.accepted().isEmpty()) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "The data set %s has no line that can be loaded, so there would be an empty shop; name the whole file"
                            .formatted(file));
        }
        var catalogue = new RetailCatalogue(sieve.accepted());
        try {
            write(catalogue, sieve, source, interrupted);
        } catch (SQLException e) {
            throw ShopDatabase.refused("The data set cannot be imported", e);
        }
        return report(catalogue, sieve, source);
    }

    /** What is loaded, such that the same text means the same rows: the bytes decide, not their name. */
    public static String sourceOf(Path file) {
        return "Online Retail, checksum %08x".formatted(new RetailFile(file).checksum());
    }

    private void write(RetailCatalogue catalogue, RetailSieve sieve, String source, Optional<Long> interrupted)
            throws SQLException, InterruptedException {
        long committed = interrupted.orElse(0L);
        if (interrupted.isEmpty()) {
            var load = new ShopLoad(connection);
            load.products(catalogue.products());
            load.advanceKeys();
            new LoadMark(source, 0, false).commit(connection);
        } else {
            progress.accept(say("An earlier import was interrupted: going on after %,d invoices", committed));
        }
        List<Invoice> invoices = sieve.invoices();
        for (int i = 0; i < invoices.size(); i++) {
            Invoice invoice = invoices.get(i);
            if (invoice.isCancellation()) {
                cancel(invoice, catalogue, sieve.skipped());
            } else {
                place(invoice, catalogue);
            }
            int done = i + 1;
            if (done % invoicesPerTransaction == 0 || done == invoices.size()) {
                if (done > committed) {
                    batch.commit(connection, new LoadMark(source, done, false));
                }
                batch = new RetailBatch();
            }
            if (done % PROGRESS_STEP == 0 || done == invoices.size()) {
                LocalDate day = LocalDate.ofInstant(invoice.time(), ZoneOffset.UTC);
                progress.accept(say("%,d of %,d invoices, up to %s", done, invoices.size(), day));
            }
        }
        try (var statement = connection.createStatement()) {
            statement.execute("ANALYZE public.users, public.products, public.orders, public.order_items");
        }
        connection.commit();
    }

    private void place(Invoice invoice, RetailCatalogue catalogue) {
        orders++;
        List<OrderLine> items = new ArrayList<>(invoice.lines().size());
        for (RetailLine line : invoice.lines()) {
            items.add(new OrderLine(++lines, orders, catalogue.idOf(line.stockCode()), line.quantity(), line.price()));
        }
        var order = new Order(orders, invoice.customer(), OrderStatus.COMPLETED, invoice.time(), items);
        if (users.add(invoice.customer())) {
            batch.add(userOf(invoice));
        } else {
            batch.login(invoice.customer(), invoice.time());
        }
        batch.add(order);
        book.add(order);
        revenue = revenue.add(order.totalAmount());
    }

    /** The file names customers by number only, and their country. */
    private static User userOf(Invoice invoice) {
        int customer = invoice.customer();
        return new User(
                customer,
                "Customer " + customer,
                "customer" + customer + "@example.com",
                Optional.empty(),
                invoice.country(),
                invoice.time(),
                invoice.time());
    }

    private void cancel(Invoice invoice, RetailCatalogue catalogue, SkipCounts skipped) {
        for (RetailLine line : invoice.lines()) {
            Optional<OrderBook.Remainder> remainder = catalogue.has(line.stockCode())
                    ? book.cancel(invoice.customer(), catalogue.idOf(line.stockCode()), -line.quantity())
                    : Optional.empty();
            remainder.ifPresentOrElse(
                    found -> apply(found, -line.quantity()), () -> skipped.add(SkipReason.CANCELLATION_WITHOUT_ORDER));
        }
    }

    private void apply(OrderBook.Remainder remainder, int quantity) {
        batch.add(remainder);
        BigDecimal price = remainder.line().pricePerUnit();
        revenue = revenue.subtract(price.multiply(BigDecimal.valueOf(quantity)));
        linesRemoved += remainder.lineIsGone() ? 1 : 0;
        linesReduced += remainder.lineIsGone() ? 0 : 1;
        ordersCancelled += remainder.lineIsGone() && remainder.orderIsGone() ? 1 : 0;
    }

    private RetailReport report(RetailCatalogue catalogue, RetailSieve sieve, String source)
            throws InterruptedException {
        var expected = new ShopCounts(users.size(), catalogue.products().size(), orders, lines - linesRemoved, revenue);
        ShopCounts found = ShopCounts.of(connection);
        found.requireEqualTo(expected);
        finish(new LoadMark(source, sieve.invoices().size(), true));
        return new RetailReport(
                sieve.read(),
                lines,
                linesRemoved,
                linesReduced,
                ordersCancelled,
                sieve.skipped().all(),
                catalogue.codesWithSeveralDescriptions(),
                found);
    }

    private void finish(LoadMark mark) throws InterruptedException {
        try {
            mark.commit(connection);
        } catch (SQLException e) {
            throw ShopDatabase.refused("The import cannot be marked as complete", e);
        }
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
