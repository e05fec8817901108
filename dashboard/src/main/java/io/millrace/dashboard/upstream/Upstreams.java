package io.millrace.dashboard.upstream;

import java.net.URI;

/** Where the other processes answer. */
public record Upstreams(URI cdc, URI gateway, URI lakehouse, URI streaming, URI serving, URI orchestration) {}
