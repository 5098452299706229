package io.portgrade.fact;

import io.portgrade.finding.Severity;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.PortSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What rules would say about a firewall if a host handed out certain ports, to tell one choice of them from another.
 *
 * @param usable how many ports are handed out
 * @param troubles always of the same kinds, in the same order
 */
record FirewallOutlook(int usable, List<Trouble> troubles) {

    private static final Trouble NO_TROUBLE = new Trouble(null, 0);

    /**
     * @param severity null when nothing is wrong
     * @param ports how many are concerned, where it matters
     */
    record Trouble(@Nullable Severity severity, int ports) {}

    FirewallOutlook {
        troubles = List.copyOf(troubles);
    }

    /** @param open null when it cannot be told what others may connect to */
    static FirewallOutlook of(ReplyLoss replies, Policy policy, @Nullable OpenPorts open) {
        FirewallPaths paths = replies.paths();
        PortLoss lost = replies.lost();
        PortLoss egress = new EgressLoss(paths).lost();
        double critical = policy.thresholds().criticalPortLoss();
        List<Trouble> all = new ArrayList<>();
        all.add(trouble(policy, "firewall/return-traffic-gap", lost, lost.severity(critical)));
        all.add(trouble(policy, "firewall/egress-gap", egress, egress.severity(critical)));
        all.add(trouble(policy, "firewall/return-traffic-uncertain", replies.uncertain(), Severity.MEDIUM));
        all.add(
                paths.areOfFamilies(Family.values().length)
                        ? trouble(policy, "firewall/family-mismatch", replies.mismatch(), Severity.MEDIUM)
                        : NO_TROUBLE);
        all.add(open == null || policy.disables("firewall/new-inbound-exposed") ? NO_TROUBLE : exposure(paths, open));
        boolean few = !policy.disables("firewall/snat-range-too-small")
                && SourceNatPorts.of(replies.firewalls(), paths.usable()).areTooFew();
        all.add(few ? new Trouble(Severity.MEDIUM, 0) : NO_TROUBLE);
        return new FirewallOutlook(paths.usable().size(), all);
    }

    private static Trouble trouble(Policy policy, String rule, PortLoss loss, Severity severity) {
        return loss.isAny() && !policy.disables(rule) ? new Trouble(severity, loss.most()) : NO_TROUBLE;
    }

    private static Trouble exposure(FirewallPaths paths, OpenPorts openPorts) {
        int most = 0;
        for (PathVerdict path : paths.all(PathKind.NEW_INBOUND)) {
            PortSet open = openPorts.of(path);
            most = Math.max(most, open.size());
        }
        if (most == 0) {
            return NO_TROUBLE;
        }
        return new Trouble(most == paths.usable().size() ? Severity.HIGH : Severity.MEDIUM, most);
    }

    /** Whether no trouble is new or more severe, nor concerns more ports, in number and as a share. */
    boolean isNoWorseThan(FirewallOutlook other) {
        return IntStream.range(0, troubles.size()).allMatch(kind -> isNoWorse(other, kind));
    }

    private boolean isNoWorse(FirewallOutlook other, int kind) {
        Trouble mine = troubles.get(kind);
        Trouble others = other.troubles.get(kind);
        if (mine.severity() == null) {
            return true;
        }
        return others.severity() != null
                && !mine.severity().worseThan(others.severity())
                && (mine.ports() <= others.ports()
                        || (long) mine.ports() * other.usable <= (long) others.ports() * usable);
    }
}
