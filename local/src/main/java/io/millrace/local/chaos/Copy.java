package io.millrace.local.chaos;

import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Probe;
import io.millrace.local.stack.Stack;
import io.millrace.testkit.process.NamedProcess;
import io.millrace.testkit.process.RunningProcess;
import java.util.Map;

/** A second copy of a process, with the same settings but for the port of its endpoint. */
record Copy(Stack stack, MillraceProcess process, int port) implements AutoCloseable {
    private NamedProcess named() {
        return stack.named("second-" + process.module());
    }

    RunningProcess start() {
        return stack.launch(named(), process, Map.of(process.portVariable(), Integer.toString(port)));
    }

    /** Whether it does what the first is there for. */
    boolean works() {
        return new Probe("http://127.0.0.1:" + port).ready();
    }

    /** The last line of its log. */
    String lastWord() {
        return String.join("", named().log().tail(1));
    }

    @Override
    public void close() {
        named().stop();
    }
}
