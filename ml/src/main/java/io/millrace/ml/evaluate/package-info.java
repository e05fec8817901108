/** Judges ranked lists by what users did later: metrics (higher is better), a baseline, and the gate. */
package io.millrace.ml.evaluate;
