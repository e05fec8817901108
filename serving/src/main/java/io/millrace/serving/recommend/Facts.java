package io.millrace.serving.recommend;

import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.recommend.KnownUser.TitledInteraction;
import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.CatalogEntry;
import io.millrace.serving.view.ViewRefresh;
import io.millrace.serving.view.Window;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Answers what is known, without ranking anything for anyone. */
public final class Facts {
    private final ViewRefresh views;
    private final Users users;
    private final Clock clock;

    public Facts(ViewRefresh views, Users users, Clock clock) {
        this.views = views;
        this.users = users;
        this.clock = clock;
    }

    /**
     * What is known of a user; nothing for an unknown one.
     *
     * @throws PipelineException of kind NOT_READY before the first features are loaded, of kind ONLINE_STORE if the
     *     user cannot be read
     */
    public Optional<KnownUser> user(String id) {
        Catalog catalog = views.view().requireCatalog();
        return users.find(catalog.features(), id).map(found -> {
            FeaturesPointer features = found.features();
            return new KnownUser(
                    id,
                    features.position(),
                    features.asOf(),
                    Age.seconds(features.sourceTime(), clock),
                    found.user().rfm(),
                    titled(catalog, found));
        });
    }

    private static List<TitledInteraction> titled(Catalog catalog, Users.Found found) {
        return found.user().interactions().stream()
                .map(interaction -> new TitledInteraction(
                        interaction.item(),
                        catalog.find(interaction.item())
                                .map(CatalogEntry::title)
                                .orElse(interaction.item()),
                        interaction.strength(),
                        interaction.count(),
                        interaction.lastAt()))
                .toList();
    }

    /**
     * The most popular items that are available.
     *
     * @throws PipelineException of kind NOT_READY before the first features are loaded
     */
    public PopularItems popular(Window window, int limit) {
        Catalog catalog = views.view().requireCatalog();
        List<PopularItems.Ranked> items = new ArrayList<>();
        PopularList.entries(catalog, window, Set.of())
                .limit(limit)
                .forEach(entry -> items.add(new PopularItems.Ranked(
                        items.size() + 1, entry.id(), entry.title(), window.count(entry), entry.attributes())));
        FeaturesPointer features = catalog.features();
        return new PopularItems(
                window.name().toLowerCase(Locale.ROOT),
                views.isStale(),
                features.position(),
                features.asOf(),
                Age.seconds(features.sourceTime(), clock),
                items);
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
