package io.millrace.contracts.process;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

/** This machine as it is reached from itself alone: what is open to everybody there must not be open to web pages. */
public final class Loopback {
    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private Loopback() {}

    /**
     * Whether a port on this host is reached from this machine alone.
     *
     * @throws PipelineException of kind CONFIGURATION if there is no such host
     */
    public static boolean isHost(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "http.host must be an address of this machine, but '%s' is not known".formatted(host),
                    e);
        }
    }

    /**
     * Whether a request asks for this machine by a name of its own. A web page can give its own name this machine's
     * address (DNS rebinding), and is then of the same origin; the name still shows.
     *
     * @param name without a port; capitals make no difference
     */
    public static boolean isOwnName(String name) {
        return OWN_NAMES.contains(name.toLowerCase(Locale.ROOT));
    }
}
