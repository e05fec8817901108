package io.millrace.dashboard;

import io.millrace.contracts.pipeline.Rule.Severity;
import io.millrace.contracts.pipeline.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Some hours of a made-up shop, for pictures. */
final class ShopDay {
    private static final int MINUTES = 180;
    private static final int HOURS = 48;
    private static final List<String> COUNTRIES =
            List.of("Germany", "France", "Netherlands", "Poland", "Spain", "Norway", "Italy");
    private static final List<String> CATEGORIES = List.of("Coffee", "Kitchen", "Garden", "Books", "Audio");

    private ShopDay() {}

    static void write(FakeFigures figures, Instant now) {
        figures.begin();
        var random = new Random(42);
        for (int minute = 0; minute < MINUTES; minute++) {
            Instant at = now.minus(Duration.ofMinutes(minute));
            long orders = Math.max(0, Math.round(46 + 18 * Math.sin(minute / 28.0) + random.nextGaussian() * 6));
            minute(figures, at, orders, orders * (58 + random.nextInt(14)));
        }
        for (int hour = 0; hour < HOURS; hour++) {
            long sales = Math.round(165_000 + 52_000 * Math.cos(hour / 3.8) + random.nextGaussian() * 9_000);
            figures.total("sales", Window.HOUR, now.minus(Duration.ofHours(hour)), sales / 40, String.valueOf(sales));
        }
        totals(figures, now);
        groups(figures, now);
        figures.rising("rising_products", "318", "77", "1042", "560");
        figures.alert("c1", "VELOCITY", Severity.CRITICAL, "20417", true, now.minusSeconds(95));
        figures.highValue("b2", "3310", now.minusSeconds(2_900), "64250000");
        figures.alert("b1", "VELOCITY", Severity.CRITICAL, "9981", false, now.minusSeconds(9_400));
    }

    private static void minute(FakeFigures figures, Instant at, long orders, long revenue) {
        figures.total("orders", Window.MINUTE, at, orders, "0");
        figures.total("revenue", Window.MINUTE, at, orders, String.valueOf(revenue));
        figures.total("average_order", Window.MINUTE, at, orders, String.valueOf(revenue));
    }

    private static void totals(FakeFigures figures, Instant now) {
        figures.total("revenue", Window.HOUR, now, 1_480, "92873.4");
        figures.total("revenue", Window.DAY, now, 27_900, "1802644.5");
        figures.total("revenue", Window.ALL, now, 4_120_000, "271905118.25");
        figures.total("orders", Window.HOUR, now, 1_512, "0");
        figures.total("orders", Window.DAY, now, 28_455, "0");
        figures.total("orders", Window.ALL, now, 4_203_771, "0");
        figures.total("average_order", Window.HOUR, now, 1_480, "92873.4");
        figures.total("average_order", Window.DAY, now, 27_900, "1802644.5");
        figures.total("average_order", Window.ALL, now, 4_120_000, "271905118.25");
        figures.total("sales", Window.DAY, now, 61_300, "1802644.5");
        figures.total("sales", Window.ALL, now, 9_200_000, "271905118.25");
    }

    private static void groups(FakeFigures figures, Instant now) {
        for (int rank = 0; rank < COUNTRIES.size(); rank++) {
            long revenue = Math.round(612_400 / Math.pow(1.6, rank));
            figures.group(
                    "revenue", "country", COUNTRIES.get(rank), Window.DAY, now, revenue / 64, String.valueOf(revenue));
            figures.group("orders", "country", COUNTRIES.get(rank), Window.DAY, now, revenue / 64, "0");
        }
        figures.group("orders", "status", "completed", Window.DAY, now, 26_102, "0");
        figures.group("orders", "status", "cancelled", Window.DAY, now, 1_353, "0");
        for (int rank = 0; rank < CATEGORIES.size(); rank++) {
            long sales = Math.round(744_100 / Math.pow(1.8, rank));
            figures.group(
                    "sales", "category", CATEGORIES.get(rank), Window.DAY, now, sales / 30, String.valueOf(sales));
        }
        for (int product = 0; product < 12; product++) {
            long sales = Math.round(41_200 / Math.pow(1.3, product));
            String name = String.valueOf(100 + product * 37);
            figures.group("sales", "product", name, Window.DAY, now, sales / 30, String.valueOf(sales));
        }
    }
}
