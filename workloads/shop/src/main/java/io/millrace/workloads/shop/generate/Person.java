package io.millrace.workloads.shop.generate;

import java.text.Normalizer;
import java.util.Locale;

/** A made-up person as a shop gets to know one. */
public record Person(String name, String city, String country) {

    /** The next person who comes along. */
    public static Person meet(Dice dice) {
        Region region = Region.pick(dice);
        return new Person(region.personName(dice), region.city(dice), region.country());
    }

    /** An address that no mail reaches, and no other id has. */
    public String email(int id) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z]+", ".");
        return plain + "." + id + "@example.com";
    }
}
