/** The models on the lake: candidates, how they were judged, and which one is current. */
package io.millrace.ml.registry;
