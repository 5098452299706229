package io.portgrade.api;

import io.portgrade.ingest.text.Excerpt;
import io.portgrade.ingest.text.NearestName;
import io.portgrade.rule.RuleCatalogue;
import io.portgrade.rule.RuleDescription;
import java.util.List;

/** Rules as addresses name them. */
final class Rules {

    private Rules() {}

    /** @throws ProblemException that names the nearest, when there is none of this id */
    static RuleDescription get(RuleCatalogue catalogue, String id) {
        return catalogue.find(id).orElseThrow(() -> unknown(catalogue, id));
    }

    private static ProblemException unknown(RuleCatalogue catalogue, String id) {
        List<String> ids = catalogue.rules().stream().map(RuleDescription::id).toList();
        return ProblemException.of(
                ProblemType.UNKNOWN_RULE,
                "there is no rule " + Excerpt.of(id)
                        + NearestName.of(id, ids)
                                .map(nearest -> ": the nearest is " + nearest)
                                .orElse("")
                        + "; /v1/rules lists them all");
    }
}
