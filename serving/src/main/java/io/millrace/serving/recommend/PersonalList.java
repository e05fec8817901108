package io.millrace.serving.recommend;

import io.millrace.contracts.online.ModelManifest;
import io.millrace.serving.factors.FoldIn.Tie;
import io.millrace.serving.factors.FoldedUser;
import io.millrace.serving.factors.TopItems.Scored;
import io.millrace.serving.view.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Items by their score for one user. */
final class PersonalList {
    private final ModelItems items;
    private final FoldedUser user;
    private final Reasons reasons;
    private final DampedScores damped;

    private PersonalList(ModelItems items, FoldedUser user, SeenUser seen) {
        this.items = items;
        this.user = user;
        this.reasons = new Reasons(items, user, seen.occasion());
        this.damped = new DampedScores(items.model(), seen.damped());
    }

    /** The list of a user as the model sees them; nothing if it knows no item that the user has to do with. */
    static Optional<PersonalList> of(ModelItems items, SeenUser seen) {
        return foldedIn(items.model(), seen).map(user -> new PersonalList(items, user, seen));
    }

    /** The user that training makes of these ties; nothing if the model knows none of their items. */
    static Optional<FoldedUser> foldedIn(Model model, SeenUser seen) {
        return model.foldIn().fold(ties(model, seen));
    }

    private static List<Tie> ties(Model model, SeenUser seen) {
        ModelManifest manifest = model.manifest();
        List<Tie> ties = new ArrayList<>();
        for (SeenUser.Tie tie : seen.ties()) {
            OptionalInt place = model.place(tie.item());
            if (place.isPresent()) {
                ties.add(new Tie(place.getAsInt(), tie.strengthAt(manifest.asOf(), manifest.halfLife())));
            }
        }
        return ties;
    }

    /** Whether the model comes to numbers for a user: it knows nothing that they like, or has a finite score for each item. */
    static boolean hasNumbers(ModelItems items, SeenUser seen) {
        List<Tie> ties = ties(items.model(), seen);
        return ties.stream().noneMatch(tie -> tie.strength() > 0)
                || items.model()
                        .foldIn()
                        .fold(ties)
                        .filter(user -> areFinite(items, user))
                        .isPresent();
    }

    private static boolean areFinite(ModelItems items, FoldedUser user) {
        boolean[] finite = {true};
        items.model().factors().score(user.vector(), Optional.empty(), (first, count, scores) -> {
            for (int index = 0; index < count; index++) {
                finite[0] &= Float.isFinite(scores[index]);
            }
        });
        return finite[0];
    }

    /** Adds the items with the highest scores. */
    void addTo(Draft draft) {
        for (Scored scored : items.best(
                draft, (some, sink) -> items.model().factors().score(user.vector(), some, damped.before(sink)))) {
            draft.add(pick(scored));
        }
    }

    /** The highest scores of all items of the model, whatever anybody wants and has seen. */
    List<Scored> best(int most) {
        return items.model().factors().top(user.vector(), most, item -> true).drain();
    }

    private Pick pick(Scored scored) {
        return new Pick(items.entry(scored.item()), ListPath.PERSONAL, scored.score(), () -> reasons.of(scored.item()));
    }
}
