package io.millrace.contracts.online;

import io.millrace.contracts.change.Position;
import java.time.Instant;

/**
 * Which version of the features is current.
 *
 * @param version part of the keys of this version
 * @param position what the features reflect
 * @param asOf the moment from which ages are counted
 * @param sourceTime the latest moment at which the source is known to have been at the position
 * @param computedAt when the job ran
 * @param users how many users have features
 * @param items how many items the catalog has
 * @param itemParts into how many parts the catalog is cut
 */
public record FeaturesPointer(
        String version,
        Position position,
        Instant asOf,
        Instant sourceTime,
        Instant computedAt,
        long users,
        long items,
        int itemParts) {}
