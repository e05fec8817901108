package io.millrace.workloads.video.database;

import java.util.List;
import java.util.Random;

/** What a viewer likes: one genre more than the others. It follows from the viewer's id, for the past and for live viewers. */
public final class Taste {
    /** All genres. */
    public static final List<String> GENRES =
            List.of("Comedy", "Crime", "Documentary", "Drama", "Fantasy", "Horror", "Romance", "Thriller");

    private static final double LOYALTY = 0.8;
    private static final int LIKED = 4;
    private static final int OTHER = 2;

    private Taste() {}

    /** The genre that a viewer likes. */
    public static String genre(int viewer) {
        return GENRES.get(viewer % GENRES.size());
    }

    /** What a viewer chooses: mostly a title of that genre. */
    public static Title choose(int viewer, List<Title> titles, Random random) {
        boolean isLoyal = random.nextDouble() < LOYALTY;
        List<Title> wanted = isLoyal
                ? titles.stream()
                        .filter(title -> title.genre().equals(genre(viewer)))
                        .toList()
                : titles;
        List<Title> among = wanted.isEmpty() ? titles : wanted;
        // The first ones are the popular ones.
        return among.get((int) (among.size() * random.nextDouble() * random.nextDouble()));
    }

    /** How a viewer rates a title. */
    public static int stars(int viewer, Title title, Random random) {
        return (title.genre().equals(genre(viewer)) ? LIKED : OTHER) + random.nextInt(2);
    }
}
