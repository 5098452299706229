package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.snapshot.Section;
import java.util.List;

/** A section that the policy requires and the request did not have. */
public record MissingSection(Section section, String policy) {

    public List<Evidence> evidence() {
        return List.of(new Evidence(section.id(), "not submitted", "policy " + policy, null));
    }
}
