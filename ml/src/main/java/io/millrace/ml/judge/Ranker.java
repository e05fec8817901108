package io.millrace.ml.judge;

import java.io.Serializable;
import java.util.List;

/** Makes lists of items for users; travels to executors. */
public interface Ranker extends Serializable {
    /** The lists of these users, in their order. */
    List<Lists> of(List<JudgedUser> users);

    /**
     * The lists of one user: numbers of items, best first.
     *
     * @param fresh without what the user has
     * @param all which may hold what the user has
     */
    record Lists(int[] fresh, int[] all) {}
}
