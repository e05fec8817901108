package io.millrace.local.demo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the demo shows.
 *
 * @param dataset a real file to load; a generated shop where there is none
 * @param users of the generated shop
 * @param products of the generated shop
 * @param orders of the generated shop
 * @param seed of all chance
 * @param rate live orders per second
 * @param once whether it ends after the printout
 */
public record DemoPlan(
        Optional<Path> dataset, int users, int products, int orders, long seed, double rate, boolean once) {}
