package io.millrace.workloads.video.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Titles, viewers and what these thought of them before there were events, in one connection; its caller commits. */
public final class Catalogue {
    private static final List<String> FIRST = List.of(
            "Silent", "Golden", "Broken", "Last", "Hidden", "Crimson", "Distant", "Frozen", "Little", "Electric");
    private static final List<String> SECOND = List.of(
            "River", "Garden", "Letters", "Harbour", "Winter", "Brothers", "Signal", "Empire", "Crossing", "Orchard");
    private static final List<String> COUNTRIES = List.of("Brazil", "France", "Germany", "India", "Japan", "Vietnam");
    private static final int FIRST_YEAR = 1980;
    private static final int YEARS = 45;
    private static final int SHORTEST = 20;
    private static final int LENGTHS = 140;
    private static final Duration PAST = Duration.ofDays(300);
    private static final int BATCH = 1_000;

    private final Connection connection;

    public Catalogue(Connection connection) {
        this.connection = connection;
    }

    /** How much there is to be. */
    public record Sizes(int viewers, int titles, int ratings) {}

    public boolean isEmpty() throws SQLException {
        return number("SELECT count(*) FROM titles") == 0;
    }

    /** Fills it; the same seed gives the same, up to a time of which the latest is now. */
    public void fill(Sizes sizes, long seed) throws SQLException {
        var random = new Random(seed);
        for (int number = 0; number < sizes.titles(); number++) {
            addTitle(random);
        }
        try (PreparedStatement viewer =
                connection.prepareStatement("INSERT INTO viewers (name, country) VALUES (?, ?)")) {
            for (int number = 1; number <= sizes.viewers(); number++) {
                viewer.setString(1, "Viewer " + number);
                viewer.setString(2, COUNTRIES.get(random.nextInt(COUNTRIES.size())));
                viewer.addBatch();
            }
            viewer.executeBatch();
        }
        List<Integer> viewers = viewers();
        List<Title> titles = titles();
        Instant now = Instant.now();
        Set<List<Integer>> rated = new HashSet<>();
        try (PreparedStatement rating = connection.prepareStatement(
                "INSERT INTO ratings (viewer_id, title_id, stars, rated_at) VALUES (?, ?, ?, ?)")) {
            for (int number = 0; number < sizes.ratings(); number++) {
                int viewer = viewers.get(random.nextInt(viewers.size()));
                Title title = Taste.choose(viewer, titles, random);
                if (!rated.add(List.of(viewer, title.id()))) {
                    continue;
                }
                rating.setInt(1, viewer);
                rating.setInt(2, title.id());
                rating.setInt(3, Taste.stars(viewer, title, random));
                long before = (long) (random.nextDouble() * PAST.toSeconds());
                rating.setTimestamp(4, Timestamp.from(now.minusSeconds(before)));
                rating.addBatch();
                if (rated.size() % BATCH == 0) {
                    rating.executeBatch();
                }
            }
            rating.executeBatch();
        }
    }

    /** One more title. */
    public void addTitle(Random random) throws SQLException {
        try (PreparedStatement title =
                connection.prepareStatement("INSERT INTO titles (name, genre, year, minutes) VALUES (?, ?, ?, ?)")) {
            title.setString(
                    1, "%s %s %d".formatted(any(FIRST, random), any(SECOND, random), 1 + random.nextInt(1_000)));
            title.setString(2, any(Taste.GENRES, random));
            title.setInt(3, FIRST_YEAR + random.nextInt(YEARS));
            title.setInt(4, SHORTEST + random.nextInt(LENGTHS));
            title.executeUpdate();
        }
    }

    /** What is known of a title is corrected: all that was watched of it is of another genre now. */
    public void correctGenre(Title title, String genre) throws SQLException {
        try (PreparedStatement correction =
                connection.prepareStatement("UPDATE titles SET genre = ? WHERE title_id = ?")) {
            correction.setString(1, genre);
            correction.setInt(2, title.id());
            correction.executeUpdate();
        }
    }

    public List<Title> titles() throws SQLException {
        List<Title> titles = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT title_id, name, genre, minutes FROM titles ORDER BY 1")) {
            while (row.next()) {
                titles.add(new Title(row.getInt(1), row.getString(2), row.getString(3), row.getInt(4)));
            }
        }
        return titles;
    }

    public List<Integer> viewers() throws SQLException {
        List<Integer> viewers = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT viewer_id FROM viewers ORDER BY 1")) {
            while (row.next()) {
                viewers.add(row.getInt(1));
            }
        }
        return viewers;
    }

    /** What it holds, as a sentence has it. */
    public String counts() throws SQLException {
        return "%,d titles, %,d viewers, %,d ratings"
                .formatted(
                        number("SELECT count(*) FROM titles"),
                        number("SELECT count(*) FROM viewers"),
                        number("SELECT count(*) FROM ratings"));
    }

    private long number(String query) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String any(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }
}
