package io.portgrade.fact;

import io.portgrade.capacity.PortHazards;
import io.portgrade.capacity.PortPlan;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a planned range away from ports whose packets the firewalls lose and from those that they leave open. What is so with
 * all ports of today gets no worse and counts for nothing.
 */
final class FirewallHazards implements PortHazards {

    private final HostFirewalls firewalls;
    private final Policy policy;
    private final Today today;
    private @Nullable FirewallOutlook now;

    /**
     * @param assumed whether the range in force is not known
     * @param usable the ports that firewalls are held against
     * @param listening all ports that are listened on
     * @param listenersKnown whether that is known
     */
    record Today(PortRange range, boolean assumed, PortSet usable, PortSet listening, boolean listenersKnown) {}

    private FirewallHazards(HostFirewalls firewalls, Policy policy, Today today) {
        this.firewalls = firewalls;
        this.policy = policy;
        this.today = today;
    }

    /** Nothing is looked at before the first question. */
    static PortHazards of(HostFirewalls firewalls, Policy policy, Today today) {
        return new FirewallHazards(firewalls, policy, today);
    }

    @Override
    public PortSet ports() {
        FirewallPaths paths = paths(today.range(), PortSet.all());
        PortSet hazards = PortSet.empty();
        for (PathVerdict back : paths.all(PathKind.RETURN)) {
            hazards = with(hazards, paths.lostReplies(back).union(paths.uncertainReplies(back)));
        }
        for (PathVerdict out : paths.all(PathKind.EGRESS)) {
            hazards = FirewallPaths.isAny(out) ? hazards : with(hazards, out.blocked());
        }
        OpenPorts open = open(PortSet.all(), today.listenersKnown());
        if (open != null) {
            for (PathVerdict path : paths.all(PathKind.NEW_INBOUND)) {
                hazards = with(hazards, open.of(path));
            }
        }
        return hazards;
    }

    private PortSet with(PortSet hazards, PortSet more) {
        return today.usable().minus(more).isEmpty() ? hazards : hazards.union(more);
    }

    @Override
    public boolean allow(PortPlan plan) {
        PortSet usable = PortSet.of(plan.range()).minus(plan.reserved()).minus(today.listening());
        return outlook(plan.range(), usable, today.listenersKnown()).isNoWorseThan(now())
                && (policy.disables("firewall/stateless-return-rule")
                        || !hasStatelessRules(usable)
                        || hasStatelessRules(today.usable()));
    }

    private boolean hasStatelessRules(PortSet usable) {
        int widest = policy.thresholds().widestService();
        return !new StatelessSearch(firewalls, usable, widest).rules().isEmpty();
    }

    private FirewallOutlook now() {
        FirewallOutlook known = now;
        if (known == null) {
            known = outlook(today.range(), today.usable(), today.listenersKnown() && !today.assumed());
            now = known;
        }
        return known;
    }

    private FirewallOutlook outlook(PortRange range, PortSet usable, boolean listenersKnown) {
        ReplyLoss replies = new ReplyLoss(paths(range, usable), firewalls);
        return FirewallOutlook.of(replies, policy, open(usable, listenersKnown));
    }

    private @Nullable OpenPorts open(PortSet usable, boolean listenersKnown) {
        return firewalls.areComplete() && firewalls.keepState()
                ? new OpenPorts(usable, listenersKnown, policy.thresholds().widestService())
                : null;
    }

    private FirewallPaths paths(PortRange range, PortSet usable) {
        FirewallTraffic traffic = new FirewallTraffic(
                range, today.assumed(), usable, firewalls.analysis().verdicts());
        return new FirewallPaths(traffic, firewalls.traffic().addresses());
    }
}
