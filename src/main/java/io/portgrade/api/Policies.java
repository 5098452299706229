package io.portgrade.api;

import io.portgrade.ingest.text.Excerpt;
import io.portgrade.policy.Policy;
import io.portgrade.policy.PolicyLibrary;

/** Looks policies up for clients. */
final class Policies {

    private Policies() {}

    /** @throws ProblemException that names the policies there are, when this is none of them */
    static Policy get(PolicyLibrary policies, String name) {
        return policies.find(name)
                .orElseThrow(() -> ProblemException.of(
                        ProblemType.UNKNOWN_POLICY,
                        "there is no policy " + Excerpt.of(name) + ": there are "
                                + String.join(", ", policies.names())));
    }
}
