package io.millrace.streaming.user;

import io.millrace.contracts.change.Position;
import java.util.Optional;
import java.util.Set;

/** A walk over all users and items of a part that finds those which changed after a position, some at a time. */
final class Sweep {
    private static final int MOST_AT_A_TIME = 50_000;

    private final Optional<Position> since;
    private final UserShelf users;
    private final ItemShelf items;
    private Optional<String> lastUser = Optional.empty();
    private Optional<String> lastItem = Optional.empty();
    private boolean usersOver;
    private boolean itemsOver;
    private int looked;

    /**
     * A walk that has not begun.
     *
     * @param since nothing where all are to be found
     */
    Sweep(Optional<Position> since, UserShelf users, ItemShelf items) {
        this.since = since;
        this.users = users;
        this.items = items;
    }

    boolean isOver() {
        return usersOver && itemsOver;
    }

    private boolean isNews(Position at) {
        return since.filter(position -> position.reaches(at)).isEmpty();
    }

    /** Walks until there are as many to be written as are wanted, or enough were looked at. */
    void fill(Set<String> userNames, Set<String> itemNames, int wanted) {
        looked = 0;
        if (!usersOver) {
            usersOver = true;
            users.eachUser(lastUser, (user, standing) -> {
                if (!mayGoOn(userNames, wanted)) {
                    usersOver = false;
                    return false;
                }
                lastUser = Optional.of(user);
                if (isNews(standing.at())) {
                    userNames.add(user);
                } else if (standing.isNothing()) {
                    users.forget(user);
                }
                return true;
            });
        }
        if (!itemsOver) {
            itemsOver = true;
            items.eachItem(lastItem, (item, at) -> {
                if (!mayGoOn(itemNames, wanted)) {
                    itemsOver = false;
                    return false;
                }
                lastItem = Optional.of(item);
                if (isNews(at)) {
                    itemNames.add(item);
                }
                return true;
            });
        }
    }

    private boolean mayGoOn(Set<String> names, int wanted) {
        return names.size() < wanted && looked++ < MOST_AT_A_TIME;
    }
}
