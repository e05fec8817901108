package io.millrace.serving.view;

import io.millrace.contracts.online.ShadowPointer;

/** The model that is shadowed, in memory. */
record ShadowModel(ShadowPointer pointer, Model model) {
    /** What tells one shadow from another: a model may be shadowed twice. */
    static String version(ShadowPointer pointer) {
        return pointer.model() + " since " + pointer.since();
    }
}
