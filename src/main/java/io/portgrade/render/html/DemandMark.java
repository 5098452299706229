package io.portgrade.render.html;

import io.portgrade.finding.Severity;
import io.portgrade.policy.Bands;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A share of the ceiling from which on demand is trouble.
 *
 * @param share in words
 * @param place on the line of a {@link DemandBar}
 * @param severity of what is beyond; by its word
 * @param full whether it is the ceiling itself
 */
record DemandMark(String share, Span place, String severity, boolean full) {

    /** The limits of the policy that fit on the line and the ceiling, ascending. */
    static List<DemandMark> of(Bands utilisation) {
        Stream<DemandMark> limits = utilisation.limits().entrySet().stream()
                .filter(limit -> limit.getValue() < 1)
                .sorted(Map.Entry.comparingByValue())
                .map(limit -> of(limit.getValue(), limit.getKey()));
        Severity beyond = utilisation.find(Math.nextUp(1.0)).orElse(Severity.CRITICAL);
        return Stream.concat(limits, Stream.of(of(1, beyond))).toList();
    }

    private static DemandMark of(double share, Severity severity) {
        return new DemandMark(Figures.percent(share), DemandBar.mark(share), severity.id(), share == 1);
    }
}
