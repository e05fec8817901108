package io.millrace.ml.registry;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.ModelManifest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Manifests of models of which nothing but the name matters. */
public final class SampleManifest {
    private SampleManifest() {}

    /** The manifest of a model of this name. */
    public static ModelManifest of(String model) {
        return new ModelManifest(
                model,
                Position.parse("1:0/A0"),
                Instant.EPOCH,
                Optional.empty(),
                8,
                0.1,
                1,
                5,
                42,
                10,
                20,
                1,
                Map.of(),
                Map.of(),
                Map.of(),
                Instant.EPOCH,
                "1",
                Optional.empty());
    }
}
