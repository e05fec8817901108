package io.millrace.serving.store;

class InMemoryOnlineStoreTest extends OnlineStoreContract {
    private final InMemoryOnlineStore store = new InMemoryOnlineStore();

    @Override
    OnlineStore store() {
        return store;
    }

    @Override
    Publisher publisher() {
        return store;
    }
}
