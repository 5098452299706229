package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.FirewallAnalysis;
import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.DefaultPorts;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import io.portgrade.snapshot.Section;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private static final int MOST_NAMES = 5;

    /** @param ports null when the port range is not known */
    void assemble(@Nullable EphemeralPorts ports) {
        if (firewalls.firewalls().isEmpty()) {
            Absence none = whyNone();
            ALL.forEach(type -> facts.absent(type, none));
            return;
        }
        if (!firewalls.areComplete()) {
            // What the readable ones lose is lost whatever the others do, but that they let something in says nothing.
            ALL.forEach(type -> facts.absent(
                    type, unreadable("some of firewall could not be read or was not sent: see diagnostics")));
        }
        FirewallTraffic traffic = traffic(ports);
        facts.add(traffic);
        FirewallPaths paths = new FirewallPaths(traffic, firewalls.traffic().addresses());
        addLosses(paths);
        addStatelessReplies(paths);
        facts.add(SourceNatPorts.of(firewalls, traffic.usable()));
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
                            + snapshot.system().title()));
        }
        FirewallAnalysis analysis = firewalls.analysis();
        if (!analysis.complete()) {
            facts.note(new Diagnostic(
                    "firewall", null, "more rules than could be looked at for every destination: the rest is unknown"));
        }
        if (FirewallAnalysis.asksForMarks(firewalls.firewalls())) {
            facts.note(new Diagnostic(
                    "firewall",
                    null,
                    "rules ask for marks of packets: a bit that a rule sets is taken to be set by rules alone, and not by a"
                            + " program with SO_MARK"));
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
        if (!replies.paths().areOfFamilies(Family.values().length)) {
            facts.absent(FamilyMismatch.class, Absence.notSubmitted("the firewall of the other version of IP"));
            return;
        }
        PortLoss mismatch = replies.mismatch();
        Family losing = mismatch.isAny() ? mismatch.paths().get(0).path().family() : Family.IPV6;
        String passing = ReplyLoss.other(losing) == Family.IPV4 ? "IPv4" : "IPv6";
        facts.add(new FamilyMismatch(mismatch, passing, healing.of(mismatch)));
    }

    private void addEgress(FirewallPaths paths, FirewallHealing healing) {
        EgressLoss egress = new EgressLoss(paths);
        if (!egress.isDeclared()) {
            facts.absent(DeclaredEgress.class, Absence.notSubmitted("pools"));
            return;
        }
        PortLoss loss = egress.lost();
        PortLoss uncertain = egress.uncertain();
        noteNames(loss, uncertain);
        if (!loss.isAny() && uncertain.isAny()) {
            facts.absent(
                    DeclaredEgress.class,
                    unreadable(
                            "what decides whether packets to the destinations of pools get out. " + uncertain.doubt()));
            return;
        }
        facts.add(new DeclaredEgress(loss, healing.of(loss)));
    }

    private void noteNames(PortLoss loss, PortLoss uncertain) {
        Set<String> paths = Stream.concat(loss.paths().stream(), uncertain.paths().stream())
                .map(lost -> lost.path().destination())
                .collect(Collectors.toSet());
        String names = snapshot.pools().stream()
                .map(Pool::destination)
                .filter(to -> to.isName() && !to.isNameOf(snapshot.host().name()) && paths.contains(to.toString()))
                .map(Destination::host)
                .distinct()
                .sorted()
                .limit(MOST_NAMES)
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            facts.note(new Diagnostic(
                    "firewall",
                    null,
                    "names are not looked up: one with a dot is taken to be another host's, one without may be this host's own,"
                            + " whose packets take the loopback interface: " + Excerpt.of(names)));
        }
    }

    private void addStatelessReplies(FirewallPaths paths) {
        int widest = policy.thresholds().widestService();
        StatelessSearch search = new StatelessSearch(firewalls, paths.usable(), widest);
        if (search.isTooMuch()) {
            facts.absent(StatelessReplies.class, unreadable("more firewall rules than could be looked at once more"));
            return;
        }
        facts.add(new StatelessReplies(search.rules().stream()
                .map(rule -> Evidence.at(rule.source(), "rule", rule.text()))
                .toList()));
    }
}
