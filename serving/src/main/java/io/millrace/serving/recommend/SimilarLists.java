package io.millrace.serving.recommend;

import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.live.NotReachedException;
import io.millrace.serving.live.WantedPosition;
import io.millrace.serving.recommend.BecauseYouBought.Shelf;
import io.millrace.serving.recommend.Recommendations.ModelStamp;
import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.CatalogEntry;
import io.millrace.serving.view.View;
import io.millrace.serving.view.ViewRefresh;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Ranks items by how similar they are to others. */
public final class SimilarLists {
    private static final Comparator<SeenUser.Tie> LATEST_FIRST =
            Comparator.comparing(SeenUser.Tie::lastAt).reversed().thenComparing(SeenUser.Tie::item);

    private final ViewRefresh views;
    private final UserLookup users;
    private final AnswerLog log;
    private final Clock clock;

    public SimilarLists(ViewRefresh views, UserLookup users, AnswerLog log, Clock clock) {
        this.views = views;
        this.users = users;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Items that are similar to one; nothing if it is unknown. An item of which the model has learned nothing gets what is
     * trending in its category.
     *
     * @param atLeast the live items must have reached this
     * @throws PipelineException of kind NOT_READY before the first features are loaded
     * @throws NotReachedException if they have not
     */
    public Optional<SimilarItems> similar(String id, Wish wish, Optional<WantedPosition> atLeast) {
        View view = views.view();
        Reflected reflected = Reflected.ofItems(view, atLeast);
        Catalog catalog = view.requireCatalog();
        return catalog.find(id).filter(CatalogEntry::exists).map(item -> {
            var draft = new Draft(wish, Set.of(id));
            Chain.Story story = new Chain(view).fill(draft, item);
            var list = new SimilarItems(
                    UUID.randomUUID().toString(),
                    item.id(),
                    item.title(),
                    story.path(),
                    story.note(),
                    views.isStale(),
                    story.model(),
                    reflected.position(),
                    reflected.asOf(),
                    Age.seconds(reflected.sourceTime(), clock),
                    draft.items());
            log.keep(new Answered(
                    list.responseId(),
                    clock.instant(),
                    view,
                    SeenUser.anybody(reflected),
                    wish,
                    Theme.similarTo(id, Set.of(id)),
                    list.items(),
                    list));
            return list;
        });
    }

    /**
     * Lists by what a user bought last; nothing for an unknown user.
     *
     * @param wish what is wanted of each list
     * @param lists how many there may be
     * @throws PipelineException of kind NOT_READY before the first features are loaded, of kind ONLINE_STORE if the user
     *     cannot be read
     * @throws NotReachedException if the live state has not reached the position that it must have
     */
    public Optional<BecauseYouBought> becauseYouBought(UserLookup.Wanted wanted, Wish wish, int lists) {
        View view = views.view();
        SeenUser seen = users.see(view, wanted);
        if (!seen.isKnown()) {
            return Optional.empty();
        }
        Set<String> hidden = new HashSet<>(wish.includesBought() ? Set.of() : seen.items());
        List<Shelf> shelves = new ArrayList<>();
        Optional<ModelStamp> model = Optional.empty();
        for (SeenUser.Tie tie : latest(view.requireCatalog(), seen, lists)) {
            CatalogEntry item = view.requireCatalog().find(tie.item()).orElseThrow();
            hidden.add(item.id());
            Theme theme = Theme.similarTo(item.id(), hidden);
            var draft = new Draft(wish, hidden);
            Chain.Story story = new Chain(view).fill(draft, item);
            var shelf = new Shelf(
                    UUID.randomUUID().toString(),
                    item.id(),
                    item.title(),
                    tie.lastAt(),
                    story.path(),
                    story.note(),
                    draft.items());
            log.keep(new Answered(shelf.responseId(), clock.instant(), view, seen, wish, theme, shelf.items(), shelf));
            // Those before the offset, too: with an offset a list goes on as if it had been as long from the start.
            hidden.addAll(draft.all());
            shelves.add(shelf);
            model = model.or(story::model);
        }
        Reflected reflected = seen.reflected();
        return Optional.of(new BecauseYouBought(
                wanted.id(),
                views.isStale(),
                model,
                reflected.isLive(),
                reflected.position(),
                reflected.asOf(),
                Age.seconds(reflected.sourceTime(), clock),
                shelves));
    }

    private static List<SeenUser.Tie> latest(Catalog catalog, SeenUser seen, int most) {
        return seen.ties().stream()
                .filter(tie -> tie.strength() > 0)
                .filter(tie ->
                        catalog.find(tie.item()).filter(CatalogEntry::exists).isPresent())
                .sorted(LATEST_FIRST)
                .limit(most)
                .toList();
    }
}
