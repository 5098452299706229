package io.portgrade.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * An answer that many operations of the contract give alike. What an operation states of a status itself counts more.
 *
 * @param isGivenBy by which operations
 */
record CommonAnswer(String status, String description, Predicate<Operation> isGivenBy) {

    private static final List<CommonAnswer> ALL = List.of(
            new CommonAnswer("400", "The request is malformed: errors says where.", CommonAnswer::takesHost),
            new CommonAnswer("400", "A query parameter is not valid.", operation -> true),
            new CommonAnswer(
                    "404",
                    "There is no such policy: detail names those there are.",
                    operation -> hasParameter(operation, "policy")),
            new CommonAnswer("406", "There is no such format: detail names those there are.", operation -> true),
            new CommonAnswer("408", "The body took too long to arrive.", CommonAnswer::takesHost),
            new CommonAnswer(
                    "413",
                    "The body is too large, or the archive unpacked: detail says what the limit is.",
                    CommonAnswer::takesHost),
            new CommonAnswer("415", "The body is of a type that is not read here.", CommonAnswer::takesHost),
            new CommonAnswer("422", "Nothing in the request can be audited: errors says why.", CommonAnswer::takesHost),
            new CommonAnswer("500", "A bug or broken infrastructure: the log tells more.", operation -> true),
            new CommonAnswer(
                    "503", "Too many bodies are being read: try again after Retry-After.", CommonAnswer::takesHost));

    /** Adds those that an operation gives and does not state. */
    static void addTo(Operation operation) {
        Map<String, APIResponse> byStatus =
                new TreeMap<>(operation.getResponses().getAPIResponses());
        for (CommonAnswer answer : ALL) {
            if (answer.isGivenBy.test(operation)) {
                byStatus.putIfAbsent(
                        answer.status, OASFactory.createAPIResponse().description(answer.description));
            }
        }
        operation.getResponses().setAPIResponses(byStatus);
    }

    /** A batch, which is lines, answers each by itself. */
    private static boolean takesHost(Operation operation) {
        return operation.getRequestBody() != null
                && operation.getRequestBody().getContent().hasMediaType(Documents.JSON);
    }

    private static boolean hasParameter(Operation operation, String name) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> name.equals(parameter.getName()));
    }
}
