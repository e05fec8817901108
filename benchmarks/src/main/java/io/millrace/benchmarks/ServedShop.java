package io.millrace.benchmarks;

import io.millrace.local.stack.MillraceProcess;
import java.net.URI;
import java.time.Duration;
import java.util.function.LongFunction;

/** Serving with a synthetic shop in memory, and Redis with its users. */
final class ServedShop implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int HEAP_WITHOUT_ITEMS = 384;
    private static final int BYTES_OF_ITEM = 3_000;
    private static final int MEGABYTE = 1 << 20;

    private final BenchStack bench;
    private final SyntheticShop shop;
    private final int users;

    private ServedShop(BenchStack bench, SyntheticShop shop, int users) {
        this.bench = bench;
        this.shop = shop;
        this.users = users;
    }

    /**
     * Writes the shop, and returns when serving holds it.
     *
     * @param models how many are held in memory at a time at most, beside the items
     */
    static ServedShop open(String name, RunFlags flags, SyntheticShop.Size size, int models)
            throws InterruptedException {
        long bytes = (long) size.items() * (BYTES_OF_ITEM + models * SyntheticShop.RANK * Float.BYTES);
        BenchStack bench = BenchStack.openOnline(name, flags.portBase(), (int) (HEAP_WITHOUT_ITEMS + bytes / MEGABYTE));
        var shop = new SyntheticShop(bench.stack().services().redis().uri(), size.items(), flags.seed());
        var served = new ServedShop(bench, shop, size.users());
        boolean started = false;
        try {
            shop.writeItems();
            shop.writeUsers(size.users(), size.interactions());
            shop.writeModel("m0");
            shop.show("m0");
            served.start();
            started = true;
            return served;
        } finally {
            if (!started) {
                served.close();
            }
        }
    }

    private void start() throws InterruptedException {
        bench.startServing(SyntheticShop.PIPELINE);
        bench.await("The model in memory", PATIENCE, () -> bench.ask(MillraceProcess.SERVING, "/health/ready")
                .filter(ready -> ready.has("live") && ready.has("model"))
                .isPresent());
        bench.await("The items in memory", PATIENCE, this::isRanked);
    }

    // What is measured must be the whole of it: live ties, solved against the model, and a full list.
    private boolean isRanked() {
        return bench.ask(MillraceProcess.SERVING, "/v1/users/0/recommendations")
                .filter(list -> list.path("live").asBoolean()
                        && list.path("path").asText().equals("personal")
                        && list.path("items").size() == 10)
                .isPresent();
    }

    SyntheticShop shop() {
        return shop;
    }

    /** The model that the service has in memory. */
    String model() {
        return bench.ask(MillraceProcess.SERVING, "/health/ready")
                .map(ready -> ready.path("model").asText())
                .orElse("");
    }

    /** Lists of one user after the other, each of whom was not asked about for as long as there are others. */
    Requests lists() {
        return to(user -> "/v1/users/" + user % users + "/recommendations");
    }

    /** The same server's answer that is always the same. */
    Requests constant() {
        return to(any -> "/health/live");
    }

    private Requests to(LongFunction<String> path) {
        String base = bench.stack().endpoint(MillraceProcess.SERVING);
        return new Requests(count -> URI.create(base + path.apply(count)));
    }

    @Override
    public void close() {
        shop.close();
        bench.close();
    }
}
