package io.millrace.trino;

import io.millrace.contracts.process.ProcessEndpoint;
import io.millrace.contracts.process.ProcessEndpoint.Answer;
import io.millrace.trino.registration.RegistrationLoop;
import java.util.Map;
import java.util.TreeMap;

/** The door of the registration: health, metrics, the tables, and a bell to look at the lake now. */
final class RegistrationEndpoint {
    private RegistrationEndpoint() {}

    static ProcessEndpoint open(TrinoConfig config, RegistrationLoop loop) {
        ProcessEndpoint endpoint = ProcessEndpoint.open(
                config.endpointHost(), config.endpointPort(), loop::notReady, () -> answer(loop.state()));
        endpoint.route("/v1/registration", request -> new Answer(200, answer(loop.turn())));
        loop.watchedBy(endpoint.metrics());
        return endpoint;
    }

    private static Map<String, Object> answer(RegistrationLoop.State state) {
        Map<String, Object> answer = new TreeMap<>();
        state.last().ifPresent(last -> {
            answer.put("tables", last.tables());
            answer.put("problems", last.problems());
        });
        state.problem().ifPresent(problem -> answer.put("problem", problem));
        return answer;
    }
}
