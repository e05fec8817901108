package io.millrace.ml.flags;

import io.millrace.ml.compare.IalsChoice;
import io.millrace.ml.compare.IalsParameters;
import io.millrace.ml.compare.ModelChoice;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The parameters of iALS that ALS does not have. */
public final class IalsFlags {
    @Option(
            names = "--ials-regularization",
            paramLabel = "VALUES",
            description = "of iALS (default: 0.003; searched: 0.0003,0.001,0.003,0.01,0.03)")
    private String regularization;

    @Option(
            names = "--unobserved",
            paramLabel = "VALUES",
            description = "of iALS: what every pair counts beside those that happened, which count one (default: 0.1;"
                    + " searched: 0.03,0.1,0.3,1)")
    private String unobserved;

    @Option(
            names = "--power",
            paramLabel = "VALUES",
            description = "of iALS: to which the weight of a user or item is raised that regularization is multiplied"
                    + " by, from 0 to 1 (default: 1)")
    private String power;

    @Option(
            names = "--deviation",
            paramLabel = "VALUES",
            description = "of iALS: of the first factors, divided by the root of the rank (default: 0.1)")
    private String deviation;

    @Option(
            names = "--ials-confidence",
            paramLabel = "VALUES",
            description = "of iALS, as --confidence (default: binary)")
    private String confidence;

    /** Every combination. */
    List<ModelChoice> combinations(List<Integer> ranks, List<Integer> iterations, boolean searched, long seed) {
        List<ModelChoice> all = new ArrayList<>();
        List<Double> lambdas = Words.positives(
                "--ials-regularization", or(regularization, searched ? "0.0003,0.001,0.003,0.01,0.03" : "0.003"));
        List<Double> others = Words.positives("--unobserved", or(unobserved, searched ? "0.03,0.1,0.3,1" : "0.1"));
        for (int rank : ranks) {
            for (double lambda : lambdas) {
                for (double every : others) {
                    for (int sweeps : iterations) {
                        around(rank, lambda, every, sweeps, seed).forEach(all::add);
                    }
                }
            }
        }
        return all;
    }

    private List<ModelChoice> around(int rank, double lambda, double every, int sweeps, long seed) {
        List<ModelChoice> some = new ArrayList<>();
        for (double nu : Words.notNegatives("--power", or(power, "1"))) {
            for (double start : Words.positives("--deviation", or(deviation, "0.1"))) {
                var parameters = new IalsParameters(rank, lambda, every, nu, start, sweeps, seed);
                ModelFlags.confidences("--ials-confidence", or(confidence, "binary"))
                        .forEach(each -> some.add(new IalsChoice(parameters, each)));
            }
        }
        return some;
    }

    private static String or(String given, String usual) {
        return given == null ? usual : given;
    }
}
