package io.millrace.workloads.video.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An event on its way to the gateway.
 *
 * @param id its own, so that it may be sent again
 */
record Event(String type, String id, ObjectNode data) {}
