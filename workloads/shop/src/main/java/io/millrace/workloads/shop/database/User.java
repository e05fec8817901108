package io.millrace.workloads.shop.database;

import java.time.Instant;
import java.util.Optional;

/** A row of {@code users}; the city is absent where nobody told the shop. */
public record User(
        int id,
        String name,
        String email,
        Optional<String> city,
        String country,
        Instant createdAt,
        Instant lastLogin) {}
