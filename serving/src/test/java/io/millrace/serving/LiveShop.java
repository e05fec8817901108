package io.millrace.serving;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.LivePointer;
import io.millrace.serving.store.Publisher;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A shop with a live state, wherever that is kept, and the service that answers from it. */
abstract class LiveShop {
    static final int ITEMS = 60;
    static final LivePointer LIVE = new LivePointer("1", 2);
    static final String LIST = "/v1/users/1/recommendations?limit=10";
    static final String FEATURES = "/v1/users/1/features";
    static final String POPULAR = "/v1/items/popular?limit=100";

    private RunningService service;

    abstract Publisher publisher();

    abstract RunningService started();

    RunningService service() {
        return service;
    }

    @BeforeEach
    void publish() {
        publisher().clear();
        publishBatch("f1");
        Samples.publishModel(publisher(), "m1", ITEMS);
        writeLive(LIVE);
        service = started().holding("f1", "m1").following("1");
        RunningService.eventually(() -> shown(POPULAR).contains("i0"));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    void publishBatch(String version) {
        Samples.publishFeatures(
                publisher(), version, ITEMS, Map.of("1", Samples.user("i0", "i2"), "2", Samples.user("i1")));
    }

    void writeLive(LivePointer live) {
        publisher().writeLiveItems(live, Samples.liveItems(0, ITEMS));
        publisher().writeLiveUsers(live, Map.of("1", Samples.liveUser("i0", "i2"), "2", Samples.liveUser("i1")));
        reach(live, 0);
        publisher().pointAt(live);
    }

    void reach(LivePointer live, int more) {
        publisher().writeLiveProgress(live, 0, new Progress(Samples.after(more), Instant.now()));
        publisher().writeLiveProgress(live, 1, new Progress(Samples.after(more), Instant.now()));
    }

    List<String> shown(String path) {
        return service.json(path).at("/items").findValuesAsText("item");
    }

    void become(String item, boolean available) {
        publisher().writeLiveItems(LIVE, Map.of(item, Samples.liveItem("Item " + item, available)));
    }
}
