package io.millrace.local.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the demo shows.
 *
 * @param dataset a real file to load; a generated shop where there is none
 * @param sizes flags for the generated shop; those of the shop itself where there is none
 * @param seed flag for the seed of all chance; that of the shop itself where there is none
 * @param rate live orders per second
 * @param once whether it ends after the printout
 */
public record DemoPlan(Optional<Path> dataset, List<String> sizes, List<String> seed, double rate, boolean once) {}
