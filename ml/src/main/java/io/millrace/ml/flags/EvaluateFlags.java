package io.millrace.ml.flags;

import picocli.CommandLine.ArgGroup;

/** All flags of the command but how it prints. */
public final class EvaluateFlags {
    @ArgGroup(validate = false, heading = "%nData%n")
    private DataFlags data = new DataFlags();

    @ArgGroup(validate = false, heading = "%nSplit%n")
    private SplitFlags split = new SplitFlags();

    @ArgGroup(validate = false, heading = "%nProtocol%n")
    private ProtocolFlags protocol = new ProtocolFlags();

    @ArgGroup(validate = false, heading = "%nModels%n")
    private ModelFlags models = new ModelFlags();

    /** Which files are read. */
    public DataFlags data() {
        return data;
    }

    /** How they are divided. */
    public SplitFlags split() {
        return split;
    }

    /** How models are judged. */
    public ProtocolFlags protocol() {
        return protocol;
    }

    /** Which models. */
    public ModelFlags models() {
        return models;
    }
}
