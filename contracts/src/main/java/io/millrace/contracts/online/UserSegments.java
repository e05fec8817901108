package io.millrace.contracts.online;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * How the users were divided by recency, frequency and value when features were published last.
 *
 * @param asOf the moment from which their ages are counted
 * @param segments those that have users, the largest first
 */
public record UserSegments(Instant asOf, List<Segment> segments) {
    public UserSegments {
        segments = List.copyOf(segments);
    }

    /**
     * Users who are alike.
     *
     * @param users how many they are
     * @param monetary what they have spent together
     * @param most some of them, those who spent most first
     */
    public record Segment(String segment, long users, BigDecimal monetary, List<Member> most) {
        public Segment {
            most = List.copyOf(most);
        }
    }

    /**
     * One of them.
     *
     * @param recencyDays whole days from the last order to the as-of moment
     * @param frequency number of orders
     * @param monetary their total
     */
    public record Member(String user, long recencyDays, long frequency, BigDecimal monetary) {}
}
