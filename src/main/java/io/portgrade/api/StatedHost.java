package io.portgrade.api;

import io.portgrade.ingest.AuditRequest;
import io.portgrade.ingest.AuditRequest.SubmittedHost;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The host that a request names: in its body, else in its query. */
final class StatedHost {

    private StatedHost() {}

    /** The request with the query's name where its body has none. */
    static AuditRequest named(AuditRequest request, @Nullable String name) {
        SubmittedHost host = request.host();
        if (name == null || (host != null && host.name() != null)) {
            return request;
        }
        SubmittedHost named = host == null
                ? new SubmittedHost(name, null, null, Map.of(), List.of(), null)
                : new SubmittedHost(
                        name, host.os(), host.kernel(), host.labels(), host.addresses(), host.networkInterface());
        return request.of(named);
    }

    /** @throws ProblemException when neither body nor query says which host this is about */
    static void require(AuditRequest request) {
        if (request.host() == null) {
            String message = "is missing: send {\"name\": …} or, if this is no batch, give the name in ?host=";
            throw ProblemException.of(
                    ProblemType.INVALID_FIELD, "/host " + message, List.of(ProblemError.at("/host", message)));
        }
    }
}
