package io.millrace.contracts.online;

import java.time.Instant;

/**
 * Which model is shadowed: it ranks for some of the requests beside the current one, and nobody sees its lists.
 *
 * @param manifest of that model
 * @param beside the model that is current meanwhile; beside another one the shadow means nothing
 * @param since when it began
 */
public record ShadowPointer(ModelManifest manifest, String beside, Instant since) {
    /** The shadowed model's id. */
    public String model() {
        return manifest.model();
    }
}
