package io.millrace.cdc.source;

/**
 * The life of a database cluster in which log sequence numbers only grow: another cluster has another system identifier,
 * and a restore or a failover begins another timeline.
 */
public record ClusterIdentity(String systemIdentifier, int timeline) {}
