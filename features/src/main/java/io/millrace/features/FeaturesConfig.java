package io.millrace.features;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How features are computed.
 *
 * @param asOf the moment from which ages are counted; nothing means the newest event
 * @param recentWindow how far back popularity of late reaches
 * @param priceColumns names of columns that hold the price of one piece, preferred ones first
 * @param itemsPerPart items in one value of the catalog in Redis
 */
public record FeaturesConfig(
        Optional<Instant> asOf, Duration recentWindow, List<String> priceColumns, int itemsPerPart) {
    public FeaturesConfig {
        priceColumns = List.copyOf(priceColumns);
        if (recentWindow.isNegative() || recentWindow.isZero()) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "features.recent-window must be longer than zero, but is %s".formatted(recentWindow));
        }
        if (itemsPerPart < 1) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "features.items-per-part must be at least 1, but is %d".formatted(itemsPerPart));
        }
    }

    /** Reads the settings below {@code features}. */
    public static FeaturesConfig from(Settings settings) {
        return new FeaturesConfig(
                settings.optionalText("features.as-of").map(FeaturesConfig::instant),
                settings.duration("features.recent-window"),
                settings.texts("features.price-columns"),
                settings.number("features.items-per-part"));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "features.as-of must look like 2011-12-10T00:00:00Z, but is '%s'".formatted(text),
                    e);
        }
    }
}
