package io.millrace.contracts.online;

import java.time.Instant;

/**
 * That a user was shown an item in a response, or clicked it there. Redis holds those of a user as a sorted set of
 * {@link #member} by the milliseconds of {@code at}: an impression by when it was first told, so that one that is told
 * again after a click is not taken for another one, and a click by when it was last told.
 *
 * @param clicked whether it is a click
 * @param occasion the response, or what else tells one occasion from another
 * @param at when feedback on it was received
 */
public record Glance(boolean clicked, String item, String occasion, Instant at) {
    private static final char CLICKED = 'c';
    private static final char SHOWN = 's';
    private static final char END_OF_LENGTH = ':';

    /** The text that stands for it in Redis; ids may hold any characters, so the item's length is told. */
    public String member() {
        return (clicked ? CLICKED : SHOWN) + Integer.toString(item.length()) + END_OF_LENGTH + item + occasion;
    }

    /**
     * Reads a member.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Glance parse(String member, Instant at) {
        int end = member.indexOf(END_OF_LENGTH);
        if (end < 2 || member.charAt(0) != CLICKED && member.charAt(0) != SHOWN) {
            throw new IllegalArgumentException("'%s' tells of no item that was shown".formatted(member));
        }
        int length = Integer.parseInt(member.substring(1, end));
        int begin = end + 1;
        if (length < 0 || begin + length > member.length()) {
            throw new IllegalArgumentException("'%s' is cut off".formatted(member));
        }
        return new Glance(
                member.charAt(0) == CLICKED,
                member.substring(begin, begin + length),
                member.substring(begin + length),
                at);
    }
}
