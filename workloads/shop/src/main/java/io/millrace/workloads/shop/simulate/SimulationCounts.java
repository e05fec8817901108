package io.millrace.workloads.shop.simulate;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How often each event has happened since the simulation started. */
public record SimulationCounts(Map<ShopEvent, Long> events) {

    public SimulationCounts {
        events = Map.copyOf(events);
    }

    static SimulationCounts none() {
        return new SimulationCounts(Map.of());
    }

    SimulationCounts plus(ShopEvent event) {
        Map<ShopEvent, Long> more = new EnumMap<>(ShopEvent.class);
        more.putAll(events);
        more.merge(event, 1L, Long::sum);
        return new SimulationCounts(more);
    }

    public long of(ShopEvent event) {
        return events.getOrDefault(event, 0L);
    }

    @Override
    public String toString() {
        return events.isEmpty()
                ? "nothing yet"
                : new EnumMap<>(events)
                        .entrySet().stream()
                                .map(event -> event.getKey() + " " + event.getValue())
                                .collect(Collectors.joining(", "));
    }
}
