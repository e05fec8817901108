package io.millrace.features.live;

import java.util.Optional;

/**
 * What became of the differences of live users and items.
 *
 * @param before what was found first; nothing where all was equal, so that nothing was mended
 * @param now what was found last
 */
public record InteractionRepair(Optional<InteractionReport> before, InteractionReport now) {}
