package io.millrace.serving;

import io.millrace.serving.store.InMemoryOnlineStore;
import io.millrace.serving.store.Publisher;

class LiveAnswersTest extends LiveAnswers {
    private final InMemoryOnlineStore store = new InMemoryOnlineStore();

    @Override
    Publisher publisher() {
        return store;
    }

    @Override
    RunningService started() {
        return RunningService.on(store, RunningService.limited(1, 1));
    }
}
