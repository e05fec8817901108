package io.millrace.workloads.video.simulate;

import io.millrace.workloads.video.database.Title;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** What nobody does who watches: a harvester plays more than a title a second, and an address logs in as everybody. */
final class Frauds {
    private static final int PLAYS = 110;
    private static final int ACCOUNTS = 55;
    private static final int ADDRESSES = 250;

    private final List<Integer> viewers;
    private final Random random;
    private final Evening evening;

    Frauds(List<Integer> viewers, Random random, Evening evening) {
        this.viewers = List.copyOf(viewers);
        this.random = random;
        this.evening = evening;
    }

    /** One of each. */
    void happen(List<Title> titles, Instant now) {
        int harvester = viewers.get(random.nextInt(viewers.size()));
        for (int play = 0; play < PLAYS; play++) {
            evening.play(harvester, titles.get(play % titles.size()), now.plusMillis(play));
        }
        String address = "203.0.113." + random.nextInt(ADDRESSES);
        for (int account = 0; account < Math.min(ACCOUNTS, viewers.size()); account++) {
            evening.login(viewers.get(account), address, account % 2 == 0, now.plusMillis(account));
        }
    }
}
