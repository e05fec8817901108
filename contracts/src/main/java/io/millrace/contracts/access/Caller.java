package io.millrace.contracts.access;

import java.util.Set;

/**
 * Who sends.
 *
 * @param name of the key, or of those who need none
 */
public record Caller(String name, Set<Scope> scopes) {
    /** Whoever reaches a port that asks for no key. */
    static final Caller ANYBODY = new Caller("anybody", Set.of(Scope.values()));

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** Whether one of these is enough and the caller has it. */
    public boolean may(Set<Scope> oneOf) {
        return oneOf.stream().anyMatch(scopes::contains);
    }
}
