package io.millrace.contracts.online;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How often what was recommended was clicked, by the model and the path that feedback names. An impression is an item in a
 * response; it counts once, and it is clicked or it is not, however often either was told.
 *
 * @param asOf when this was counted
 * @param since impressions that were received earlier do not count
 * @param until impressions that were received from here on do not count yet: their clicks may be still to come
 * @param lines one for each model and path
 * @param unmatched clicks on what no impression of that time showed
 * @param unnamed impressions and clicks that name no response, which nobody can bring together
 */
public record ClickThrough(Instant asOf, Instant since, Instant until, List<Line> lines, long unmatched, long unnamed) {
    public ClickThrough {
        lines = List.copyOf(lines);
    }

    /**
     * One model and path.
     *
     * @param model nothing where feedback named none
     * @param path nothing where feedback named none
     * @param share clicks per impression
     * @param lower end of the 95 % interval of the share
     * @param upper the other end of it
     */
    public record Line(
            Optional<String> model,
            Optional<String> path,
            long impressions,
            long clicks,
            double share,
            double lower,
            double upper) {}
}
