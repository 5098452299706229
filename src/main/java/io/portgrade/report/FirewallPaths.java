package io.portgrade.report;

import io.portgrade.fact.FirewallTraffic;
import io.portgrade.firewall.Gap;
import io.portgrade.firewall.HostTraffic;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.snapshot.PortSet;
import java.util.List;

/** Cuts the verdicts on all ports to the ephemeral range. */
final class FirewallPaths {

    /** A range has a gap a port at the worst. */
    private static final int MOST_GAPS = 500;

    private final FirewallTraffic traffic;
    private final PortSet range;
    private final WitnessWriter witnesses;

    private FirewallPaths(FirewallTraffic traffic, HostTraffic host) {
        this.traffic = traffic;
        this.range = PortSet.of(traffic.range());
        this.witnesses = new WitnessWriter(host);
    }

    static List<FirewallPath> of(FirewallTraffic traffic, HostTraffic host) {
        FirewallPaths paths = new FirewallPaths(traffic, host);
        return traffic.verdicts().stream().map(paths::path).toList();
    }

    private FirewallPath path(PathVerdict verdict) {
        List<Gap> gaps = verdict.gapsWithin(traffic.range());
        List<FirewallGap> shown = gaps.stream()
                .limit(MOST_GAPS)
                .map(gap -> new FirewallGap(gap.ports(), gap.verdict(), witnesses.write(verdict, gap), gap.decidedBy()))
                .toList();
        return new FirewallPath(
                verdict.family(),
                verdict.protocol(),
                verdict.direction(),
                verdict.destination(),
                verdict.allowed().intersect(range).ranges(),
                verdict.blocked().intersect(range).ranges(),
                verdict.unknown().intersect(range).ranges(),
                shown,
                gaps.size() > MOST_GAPS ? gaps.size() - MOST_GAPS : null);
    }
}
