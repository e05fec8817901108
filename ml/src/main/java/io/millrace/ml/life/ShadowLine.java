package io.millrace.ml.life;

import io.millrace.contracts.online.ShadowCounts;
import java.time.Instant;
import java.util.Optional;

/**
 * How a model does as the shadow of the current one.
 *
 * @param failure why it will not become current by itself
 * @param counts what has come of it on all nodes; nothing where Redis was not asked
 */
public record ShadowLine(Instant since, Optional<String> failure, Optional<ShadowCounts> counts) {}
