package io.portgrade.fact;

import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.FirewallAnalysis;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.StatelessReturn;
import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.snapshot.PortSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Looks for rules that let replies in by their ports where a rule by state would let the same in.
 *
 * @param usable ports that replies come to
 * @param widestService the most ports that such a rule may let in for a service
 */
record StatelessSearch(HostFirewalls firewalls, PortSet usable, int widestService) {

    private static final long MOST_STEPS = 6_000_000;

    /** Whether two more analyses would take too long. */
    boolean isTooMuch() {
        return firewalls.analysis().steps() > MOST_STEPS;
    }

    /** Two more analyses, where there is a rule that may be one: without it, and with it asking for the state. */
    List<Rule> rules() {
        List<Firewall> all = firewalls.firewalls();
        StatelessReturn stateless = StatelessReturn.find(all, usable, widestService);
        if (stateless.rules().isEmpty() || isTooMuch()) {
            return List.of();
        }
        HostFirewalls.Alternatives others = firewalls.alternatives(stateless);
        List<PortSet> now = letIn(firewalls.analysis());
        return leaveOut(now, letIn(others.without())) && !leaveOut(now, letIn(others.stateful()))
                ? stateless.rules()
                : List.of();
    }

    /** The ports to which replies get in, path by path. */
    private List<PortSet> letIn(FirewallAnalysis analysis) {
        return analysis.verdicts().stream()
                .filter(path -> path.direction() == PathKind.RETURN)
                .map(path -> path.allowed().intersect(usable))
                .toList();
    }

    /** Whether ports of some path are not among its other ones. */
    private static boolean leaveOut(List<PortSet> ports, List<PortSet> others) {
        return IntStream.range(0, ports.size())
                .anyMatch(i -> !ports.get(i).minus(others.get(i)).isEmpty());
    }
}
