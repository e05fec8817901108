package io.millrace.serving.recommend;

import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.live.NotReachedException;
import io.millrace.serving.recommend.KnownUser.TitledInteraction;
import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.CatalogEntry;
import io.millrace.serving.view.Model;
import io.millrace.serving.view.View;
import io.millrace.serving.view.ViewRefresh;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Answers what is known, without ranking anything for anyone. */
public final class Facts {
    private static final Comparator<TitledInteraction> STRONGEST_FIRST =
            Comparator.comparingDouble(TitledInteraction::strength).reversed();

    private final ViewRefresh views;
    private final UserLookup users;
    private final Clock clock;

    public Facts(ViewRefresh views, UserLookup users, Clock clock) {
        this.views = views;
        this.users = users;
        this.clock = clock;
    }

    /**
     * What is known of a user; nothing for an unknown one.
     *
     * @throws PipelineException of kind NOT_READY before the first features are loaded, of kind ONLINE_STORE if the
     *     user cannot be read
     * @throws NotReachedException if the live state has not reached the position that it must have
     */
    public Optional<KnownUser> user(UserLookup.Wanted wanted) {
        View view = views.view();
        Catalog catalog = view.requireCatalog();
        SeenUser seen = users.see(view, wanted);
        if (!seen.isKnown()) {
            return Optional.empty();
        }
        Optional<Users.Found> rated = users.features(catalog.features(), seen, wanted.id())
                .filter(found -> found.user().rfm().isPresent());
        Reflected reflected = seen.reflected();
        return Optional.of(new KnownUser(
                wanted.id(),
                reflected.isLive(),
                reflected.position(),
                reflected.asOf(),
                Age.seconds(reflected.sourceTime(), clock),
                rated.map(found -> found.features().position()),
                rated.flatMap(found -> found.user().rfm()),
                titled(view, catalog, seen)));
    }

    private static List<TitledInteraction> titled(View view, Catalog catalog, SeenUser seen) {
        Optional<ModelManifest> manifest = view.model().map(Model::manifest);
        return seen.ties().stream()
                .map(tie -> new TitledInteraction(
                        tie.item(),
                        catalog.find(tie.item()).map(CatalogEntry::title).orElse(tie.item()),
                        tie.strengthAt(seen.reflected().asOf(), manifest.flatMap(ModelManifest::halfLife)),
                        tie.count(),
                        tie.lastAt()))
                .sorted(STRONGEST_FIRST)
                .toList();
    }

    /**
     * The manifest of the model that ranks.
     *
     * @throws PipelineException of kind NOT_READY before the first model is loaded
     */
    public ModelManifest model() {
        return views.view().requireModel().manifest();
    }
}
