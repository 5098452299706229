package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.FirewallAnalysis;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.SourcePorts;
import io.portgrade.firewall.StatelessReturn;
import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.DefaultPorts;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import io.portgrade.snapshot.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the host's firewalls do to the traffic of its ephemeral ports. */
record FirewallFacts(HostSnapshot snapshot, HostFirewalls firewalls, Policy policy, Facts.Builder facts) {

    private static final List<Class<?>> ALL = List.of(
            FirewallTraffic.class,
            ReturnTraffic.class,
            DeclaredEgress.class,
            InboundExposure.class,
            StatelessReplies.class,
            FamilyMismatch.class,
            SourceNatPorts.class);

    /** @param ports null when the port range is not known */
    void assemble(@Nullable EphemeralPorts ports) {
        if (firewalls.firewalls().isEmpty()) {
            ALL.forEach(type -> facts.absent(type, whyNone()));
            return;
        }
        if (!firewalls.areComplete()) {
            // What the readable ones lose is lost whatever the others do, but that they let something in says nothing.
            ALL.forEach(type -> facts.absent(type, unreadable("some of firewall could not be read: see diagnostics")));
        }
        FirewallTraffic traffic = traffic(ports);
        facts.add(traffic);
        FirewallPaths paths = new FirewallPaths(traffic, firewalls.addresses());
        addLosses(paths);
        addStatelessReplies(paths);
        addSourceNat(traffic);
        if (firewalls.areComplete()) {
            new ExposureFacts(paths, firewalls, policy, facts).assemble();
        }
    }

    private Absence whyNone() {
        return snapshot.has(Section.FIREWALL)
                ? unreadable("nothing in firewall could be read as one: see diagnostics")
                : Absence.notSubmitted("firewall");
    }

    private static Absence unreadable(String what) {
        return new Absence(Absence.Kind.NOT_PARSABLE, what);
    }

    private FirewallTraffic traffic(@Nullable EphemeralPorts ports) {
        PortRange range = ports == null ? DefaultPorts.of(snapshot.system()) : ports.range();
        if (ports == null) {
            facts.note(new Diagnostic(
                    "firewall",
                    null,
                    "the port range is not known: firewalls are held against " + range + ", the default of "
                            + snapshot.system().id()));
        }
        FirewallAnalysis analysis = firewalls.analysis();
        if (!analysis.complete()) {
            facts.note(new Diagnostic(
                    "firewall", null, "more rules than could be looked at for every destination: the rest is unknown"));
        }
        PortSet usable = PortSet.of(range)
                .minus(facts.find(ReservedPorts.class).map(ReservedPorts::ports).orElse(PortSet.empty()))
                .minus(facts.find(ListenersInRange.class)
                        .map(ListenersInRange::ports)
                        .orElse(PortSet.empty()));
        return new FirewallTraffic(range, ports == null, usable, analysis.verdicts());
    }

    private void addLosses(FirewallPaths paths) {
        ReplyLoss replies = new ReplyLoss(paths, firewalls);
        FirewallHealing healing = new FirewallHealing(firewalls);
        PortLoss lost = replies.lost();
        facts.add(new ReturnTraffic(lost, replies.uncertain(), healing.of(lost)));
        addMismatch(replies, healing);
        addEgress(paths, healing);
    }

    private void addMismatch(ReplyLoss replies, FirewallHealing healing) {
        List<Family> families = firewalls.analysis().verdicts().stream()
                .map(PathVerdict::family)
                .distinct()
                .toList();
        if (families.size() < Family.values().length) {
            facts.absent(FamilyMismatch.class, Absence.notSubmitted("the firewall of the other version of IP"));
            return;
        }
        PortLoss mismatch = replies.mismatch();
        Family losing = mismatch.isAny() ? mismatch.paths().get(0).path().family() : Family.IPV6;
        String passing = ReplyLoss.other(losing) == Family.IPV4 ? "IPv4" : "IPv6";
        facts.add(new FamilyMismatch(mismatch, passing, healing.of(mismatch)));
    }

    private void addEgress(FirewallPaths paths, FirewallHealing healing) {
        List<LostPath> lost = new ArrayList<>();
        boolean declared = false;
        for (PathVerdict path : paths.all(PathKind.EGRESS)) {
            if (!FirewallPaths.isAny(path)) {
                declared = true;
                PortSet ports = path.blocked().intersect(paths.usable());
                if (!ports.isEmpty()) {
                    lost.add(new LostPath(path, ports));
                }
            }
        }
        if (!declared) {
            facts.absent(DeclaredEgress.class, Absence.notSubmitted("pools"));
            return;
        }
        PortLoss loss = new PortLoss(lost, paths.usable().size());
        facts.add(new DeclaredEgress(loss, healing.of(loss)));
    }

    /** Two more analyses, where there is a rule that may be one: without it, and with it asking for the state. */
    private void addStatelessReplies(FirewallPaths paths) {
        List<Firewall> all = firewalls.firewalls();
        StatelessReturn stateless =
                StatelessReturn.find(all, paths.usable(), policy.thresholds().widestService());
        List<Rule> rules = stateless.rules();
        if (!rules.isEmpty()) {
            List<PortSet> now = letIn(firewalls.analysis(), paths);
            List<PortSet> without = letIn(firewalls.analysis(stateless.removedFrom(all)), paths);
            List<PortSet> stateful = letIn(firewalls.analysis(stateless.madeStatefulIn(all)), paths);
            rules = leaveOut(now, without) && !leaveOut(now, stateful) ? rules : List.of();
        }
        facts.add(new StatelessReplies(rules.stream()
                .map(rule -> Evidence.at(rule.source(), "rule", rule.text()))
                .toList()));
    }

    /** The ports to which replies get in, path by path. */
    private static List<PortSet> letIn(FirewallAnalysis analysis, FirewallPaths paths) {
        return analysis.verdicts().stream()
                .filter(path -> path.direction() == PathKind.RETURN)
                .map(path -> path.allowed().intersect(paths.usable()))
                .toList();
    }

    /** Whether ports of some path are not among its other ones. */
    private static boolean leaveOut(List<PortSet> ports, List<PortSet> others) {
        return IntStream.range(0, ports.size())
                .anyMatch(i -> !ports.get(i).minus(others.get(i)).isEmpty());
    }

    private void addSourceNat(FirewallTraffic traffic) {
        int usable = traffic.usable().size();
        List<SourcePorts> named = SourcePorts.of(firewalls.firewalls());
        facts.add(new SourceNatPorts(
                named.stream().mapToInt(nat -> nat.ports().size()).min().orElse(Integer.MAX_VALUE),
                usable,
                named.stream()
                        .filter(nat -> nat.ports().size() < usable)
                        .map(nat -> Evidence.at(
                                nat.rule().source(), "rule", nat.rule().text()))
                        .toList()));
    }
}
