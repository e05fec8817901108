package io.millrace.serving.view;

import io.millrace.contracts.online.ItemFactors;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.factors.FactorMatrix;
import io.millrace.serving.factors.FoldIn;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** A model in memory: its items, their factors and what folds users in. */
public final class Model {
    private final ModelManifest manifest;
    private final String[] ids;
    private final Map<String, Integer> places;
    private final FactorMatrix factors;
    private final FoldIn foldIn;

    private Model(ModelManifest manifest, String[] ids, FactorMatrix factors) {
        this.manifest = manifest;
        this.ids = ids;
        this.factors = factors;
        this.places = new HashMap<>(ids.length * 2);
        for (int place = 0; place < ids.length; place++) {
            places.put(ids[place], place);
        }
        this.foldIn = new FoldIn(factors, manifest.regularization(), manifest.alpha());
    }

    /** Collects the parts of a model; each is copied into place and can be forgotten. */
    public static final class Builder {
        private final ModelManifest manifest;
        private final String[] ids;
        private final FactorMatrix factors;
        private int filled;

        public Builder(ModelManifest manifest) {
            this.manifest = manifest;
            this.ids = new String[Math.toIntExact(manifest.items())];
            this.factors = new FactorMatrix(manifest.rank(), ids.length);
        }

        /**
         * Adds a part.
         *
         * @throws PipelineException of kind ONLINE_STORE if it does not fit the manifest
         */
        public void add(ItemFactors part) {
            if (part.rank() != manifest.rank() || filled + part.ids().size() > ids.length) {
                throw misfit(
                        "a part has %d items of rank %d".formatted(part.ids().size(), part.rank()));
            }
            try {
                for (int index = 0; index < part.ids().size(); index++) {
                    factors.put(filled, part.factors(), index * part.rank());
                    ids[filled] = part.ids().get(index);
                    filled++;
                }
            } catch (IllegalArgumentException e) {
                throw misfit(e.getMessage());
            }
        }

        /**
         * The model.
         *
         * @throws PipelineException of kind ONLINE_STORE if items are missing
         */
        public Model build() {
            if (filled < ids.length) {
                throw misfit("its parts hold %d items".formatted(filled));
            }
            return new Model(manifest, ids, factors);
        }

        private PipelineException misfit(String what) {
            return new PipelineException(
                    FailureKind.ONLINE_STORE,
                    "Model %s should have %d items of rank %d, but %s; publish it again"
                            .formatted(manifest.model(), manifest.items(), manifest.rank(), what));
        }
    }

    public ModelManifest manifest() {
        return manifest;
    }

    public FactorMatrix factors() {
        return factors;
    }

    public FoldIn foldIn() {
        return foldIn;
    }

    /** Number of items with a factor. */
    public int size() {
        return ids.length;
    }

    /** The id of the item at this place. */
    public String id(int place) {
        return ids[place];
    }

    /** The place of an item, if it has a factor. */
    public OptionalInt place(String id) {
        Integer place = places.get(id);
        return place == null ? OptionalInt.empty() : OptionalInt.of(place);
    }
}
