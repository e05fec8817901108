package io.millrace.workloads.shop.simulate;

import io.millrace.workloads.shop.generate.Dice;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LikeMindedTest {
    private static final int PEOPLE = 100;
    private final Dice dice = new Dice(1, "test");

    /** Even users bought products 0 to 19, odd ones 20 to 39, and one purchase in ten is the other's. */
    private LikeMinded twoTastes() {
        var tastes = new LikeMinded();
        for (int user = 0; user < PEOPLE; user++) {
            tastes.addUser(user);
            for (int i = 0; i < 10; i++) {
                int taste = dice.hits(0.1) ? 1 - user % 2 : user % 2;
                tastes.addPurchase(user, taste * 20 + dice.below(20));
            }
        }
        return tastes;
    }

    private double shareOfFirstTaste(LikeMinded tastes, int user) {
        int first = 0;
        for (int i = 0; i < 1_000; i++) {
            first += tastes.wish(user, dice).orElseThrow() < 20 ? 1 : 0;
        }
        return first / 1_000.0;
    }

    @Test
    void customersWishWhatPeopleLikeThemBought() {
        // Given
        LikeMinded tastes = twoTastes();

        // Then
        assertThat(shareOfFirstTaste(tastes, 0)).isGreaterThan(0.75);
        assertThat(shareOfFirstTaste(tastes, 1)).isLessThan(0.25);
    }

    @Test
    void customersWishMoreThanTheyHadBefore() {
        // Given
        var tastes = new LikeMinded();
        tastes.addPurchase(1, 10);
        tastes.addPurchase(2, 10);
        tastes.addPurchase(2, 11);

        // When
        boolean isNew = false;
        for (int i = 0; i < 100; i++) {
            isNew |= tastes.wish(1, dice).orElseThrow() == 11;
        }

        // Then
        assertThat(isNew).isTrue();
    }

    @Test
    void newcomersWishWhatSomebodyBought() {
        // Given
        LikeMinded tastes = twoTastes();
        tastes.addUser(PEOPLE);

        // Then
        assertThat(tastes.wish(PEOPLE, dice))
                .hasValueSatisfying(product -> assertThat(product).isBetween(0, 39));
    }

    @Test
    void nobodyBuysAnythingInAnEmptyShop() {
        assertThat(new LikeMinded().buyer(dice)).isEmpty();
        assertThat(new LikeMinded().wish(1, dice)).isEmpty();
    }

    @Test
    void whoHasLeftBuysNothing() {
        // Given
        var tastes = new LikeMinded();
        tastes.addUser(1);
        tastes.addPurchase(1, 10);
        tastes.addUser(2);

        // When
        tastes.removeUser(1);

        // Then
        for (int i = 0; i < 50; i++) {
            assertThat(tastes.buyer(dice)).contains(2);
        }
    }
}
