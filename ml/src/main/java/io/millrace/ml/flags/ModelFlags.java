package io.millrace.ml.flags;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.ml.als.AlsParameters;
import io.millrace.ml.compare.AlsChoice;
import io.millrace.ml.compare.AlsFit;
import io.millrace.ml.compare.Confidence;
import io.millrace.ml.compare.ModelChoice;
import io.millrace.ml.compare.NeighbourChoice;
import io.millrace.ml.compare.PopularityChoice;
import io.millrace.ml.compare.Protocol;
import io.millrace.ml.compare.Search;
import io.millrace.ml.tune.ParameterGrid;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which models are compared, with which parameters. A list of values is what a search chooses from. */
public final class ModelFlags {
    private static final int CHECKPOINT_INTERVAL = 10;

    @Option(
            names = "--models",
            paramLabel = "MODELS",
            defaultValue = "popularity,item-knn,als",
            description = "what is compared (default: ${DEFAULT-VALUE}); there is ials beside these, ALS with another"
                    + " regularization, which the product does not serve")
    private String models;

    @Option(
            names = "--search",
            paramLabel = "N",
            description = "try so many combinations of the values below, drawn by lot, for each model, by"
                    + " a part of training that --split's rule cuts off")
    private Integer trials;

    @Option(
            names = "--search-by",
            paramLabel = "METRIC",
            description = "by what they are compared (default: NDCG of the longest list)")
    private String metric;

    @Option(
            names = "--rank",
            paramLabel = "VALUES",
            description = "of ALS and iALS (default: 32; searched: 16,32,64,128)")
    private String rank;

    @Option(
            names = "--regularization",
            paramLabel = "VALUES",
            description = "of ALS, times the number of a user's or item's pairs (default: 0.1; searched:"
                    + " 0.01,0.03,0.1,0.3,1)")
    private String regularization;

    @Option(
            names = "--alpha",
            paramLabel = "VALUES",
            description = "of ALS: what a value of one adds to the confidence of one that every pair has (default: 3;"
                    + " searched: 0.3,1,3,10,30)")
    private String alpha;

    @Option(
            names = "--iterations",
            paramLabel = "VALUES",
            defaultValue = "15",
            description = "of ALS and iALS (default: ${DEFAULT-VALUE})")
    private String iterations;

    @Option(
            names = "--confidence",
            paramLabel = "VALUES",
            description =
                    "of ALS, what a pair's weight becomes: linear (the weight), log (ln(1 + weight)) or binary (one);"
                            + " default: linear; searched: linear,log,binary")
    private String confidence;

    @Option(
            names = "--blocks",
            paramLabel = "N",
            defaultValue = "2",
            description = "of ALS: into how many parts users, and items, are cut (default: ${DEFAULT-VALUE})")
    private String blocks;

    @Option(
            names = "--neighbours",
            paramLabel = "VALUES",
            description = "of item-knn (default: 100; searched: 10,20,50,100,200,500)")
    private String neighbours;

    @Option(
            names = "--shrinkage",
            paramLabel = "VALUES",
            description = "of item-knn (default: 10; searched: 0,1,5,10,20,50,100,500)")
    private String shrinkage;

    @Option(
            names = "--knn-confidence",
            paramLabel = "VALUES",
            description = "of item-knn, as --confidence (default: binary; searched: linear,log,binary)")
    private String neighbourConfidence;

    @ArgGroup(validate = false)
    private IalsFlags ials = new IalsFlags();

    /** How parameters are chosen, if they are searched. */
    public Optional<Search> search(Protocol protocol, long seed) {
        if (trials == null && metric != null) {
            throw new PipelineException(FailureKind.CONFIGURATION, "--search-by belongs to --search N");
        }
        return Optional.ofNullable(trials)
                .map(count -> new Search(
                        count, seed, metric == null ? protocol.longestNdcg() : protocol.requireMetric(metric)));
    }

    /** Each model with its combinations; one each without a search. */
    public List<List<ModelChoice>> models(AlsFit fit, long seed) {
        return Words.list("--models", models, word -> word, ModelFlags::isModel, "popularity, item-knn, als and ials")
                .stream()
                .map(model -> combinations(model, fit, seed))
                .toList();
    }

    private static boolean isModel(String word) {
        return List.of("popularity", "item-knn", "als", "ials").contains(word);
    }

    private List<ModelChoice> combinations(String model, AlsFit fit, long seed) {
        return switch (model) {
            case "popularity" -> List.of(new PopularityChoice());
            case "item-knn" -> neighbours();
            case "ials" -> single("ials", ials.combinations(ranks(), sweeps(), trials != null, seed));
            default -> als(fit, seed);
        };
    }

    private List<ModelChoice> neighbours() {
        return single(
                "item-knn",
                NeighbourChoice.grid(
                        Words.wholes("--neighbours", or(neighbours, "100", "10,20,50,100,200,500")),
                        Words.notNegatives("--shrinkage", or(shrinkage, "10", "0,1,5,10,20,50,100,500")),
                        confidences("--knn-confidence", or(neighbourConfidence, "binary", "linear,log,binary"))));
    }

    private List<ModelChoice> als(AlsFit fit, long seed) {
        var rest = new AlsParameters(
                1, 1, 1, 1, seed, Words.wholes("--blocks", blocks).get(0), CHECKPOINT_INTERVAL);
        var grid = new ParameterGrid(
                ranks(),
                Words.positives("--regularization", or(regularization, "0.1", "0.01,0.03,0.1,0.3,1")),
                Words.positives("--alpha", or(alpha, "3", "0.3,1,3,10,30")),
                sweeps());
        List<Confidence> confidences = confidences("--confidence", or(confidence, "linear", "linear,log,binary"));
        List<ModelChoice> all = grid.around(rest).stream()
                .flatMap(parameters ->
                        confidences.stream().<ModelChoice>map(each -> new AlsChoice(fit, parameters, each)))
                .toList();
        return single("als", all);
    }

    private List<Integer> ranks() {
        return Words.wholes("--rank", or(rank, "32", "16,32,64,128"));
    }

    private List<Integer> sweeps() {
        return Words.wholes("--iterations", iterations);
    }

    private List<ModelChoice> single(String model, List<ModelChoice> combinations) {
        if (trials == null && combinations.size() > 1) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "There are %d combinations for %s; give one value each, or choose among them with --search N"
                            .formatted(combinations.size(), model));
        }
        return combinations;
    }

    static List<Confidence> confidences(String flag, String text) {
        return Words.list(flag, text, Confidence::parse, any -> true, "linear, log and binary");
    }

    private String or(String given, String fixed, String searched) {
        if (given != null) {
            return given;
        }
        return trials == null ? fixed : searched;
    }
}
