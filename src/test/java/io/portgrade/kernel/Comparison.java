package io.portgrade.kernel;

import io.portgrade.firewall.Family;
import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.FirewallAnalysis;
import io.portgrade.firewall.Gap;
import io.portgrade.firewall.HostTraffic;
import io.portgrade.firewall.IpAddress;
import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.firewall.PeerVerdicts;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the model says of rules beside what the kernel did under them. */
final class Comparison {

    /** In which way the two disagree. */
    enum Kind {
        /** The model says that it passes, and it did not. */
        PASSES,
        /** The model says that it is lost, and it was not. */
        LOST,
        /** The model cannot tell, though it knows everything in the rules. */
        UNDECIDED
    }

    /**
     * Ports of which the two say different things.
     *
     * @param about the flow, and whether it was judged by its own destination or as any
     * @param why the model's reason at the first of the ports
     */
    record Mismatch(Kind kind, String about, PortSet ports, String why) {

        boolean isLike(Mismatch other) {
            return kind == other.kind && about.equals(other.about);
        }
    }

    private final List<Firewall> firewalls;
    private final FirewallAnalysis analysis;
    private final Map<String, PortSet> completed;
    private final PortRange window;
    private final boolean exact;
    private final List<Mismatch> mismatches = new ArrayList<>();

    private Comparison(List<Firewall> firewalls, Map<String, PortSet> completed, PortRange window, boolean exact) {
        this.firewalls = firewalls;
        this.analysis = FirewallAnalysis.of(
                firewalls,
                HostTraffic.of(FirewallLab.hostAddresses(), NamespacePair.INTERFACE, FirewallLab.destinations()));
        this.completed = completed;
        this.window = window;
        this.exact = exact;
    }

    /** @param exact whether the rules hold nothing that the model does not know */
    static List<Mismatch> of(
            List<Firewall> firewalls,
            List<ProbeFlow> flows,
            Map<String, PortSet> completed,
            PortRange window,
            boolean exact) {
        Comparison comparison = new Comparison(firewalls, completed, window, exact);
        flows.forEach(comparison::compare);
        return comparison.mismatches;
    }

    private void compare(ProbeFlow flow) {
        Family family = flow.address().contains(":") ? Family.IPV6 : Family.IPV4;
        if (firewalls.stream().noneMatch(firewall -> firewall.families().contains(family))) {
            return;
        }
        IpProtocol protocol = flow.protocol().equals("tcp") ? IpProtocol.TCP : IpProtocol.UDP;
        boolean loopback = flow.source().equals(FirewallLab.loopback(family));
        if (flow.isInbound()) {
            PathVerdict peer = PeerVerdicts.inbound(
                    firewalls,
                    FirewallLab.hostAddresses(),
                    NamespacePair.INTERFACE,
                    protocol,
                    IpAddress.find(flow.source()).orElseThrow(),
                    FirewallLab.PEER_PORT);
            judge(flow, "from the peer", List.of(peer), exact);
            judge(flow, "from any", List.of(find(family, protocol, PathKind.NEW_INBOUND, "any")), false);
            return;
        }
        for (String destination : loopback ? List.of(to(flow)) : List.of(to(flow), "any")) {
            List<PathVerdict> both = List.of(
                    find(family, protocol, PathKind.RETURN, destination),
                    find(family, protocol, PathKind.EGRESS, destination));
            judge(flow, "to " + destination, both, exact && !destination.equals("any"));
        }
    }

    private static String to(ProbeFlow flow) {
        return flow.address().contains(":")
                ? "[" + flow.address() + "]:" + flow.port()
                : flow.address() + ":" + flow.port();
    }

    private PathVerdict find(Family family, IpProtocol protocol, PathKind kind, String destination) {
        return analysis.verdicts().stream()
                .filter(verdict -> verdict.family() == family
                        && verdict.protocol() == protocol
                        && verdict.direction() == kind
                        && verdict.destination().equals(destination))
                .findFirst()
                .orElseThrow();
    }

    private void judge(ProbeFlow flow, String as, List<PathVerdict> verdicts, boolean decided) {
        PortSet all = PortSet.of(window);
        PortSet passes = all;
        PortSet lost = PortSet.empty();
        for (PathVerdict verdict : verdicts) {
            passes = passes.intersect(verdict.allowed());
            lost = lost.union(verdict.blocked().intersect(all));
        }
        PortSet kernel = completed.get(flow.name());
        String about = flow.name() + " " + as;
        note(Kind.PASSES, about, passes.minus(kernel), verdicts);
        note(Kind.LOST, about, lost.intersect(kernel), verdicts);
        if (decided) {
            note(Kind.UNDECIDED, about, all.minus(passes).minus(lost), verdicts);
        }
    }

    private void note(Kind kind, String about, PortSet ports, List<PathVerdict> verdicts) {
        if (ports.isEmpty()) {
            return;
        }
        int port = ports.ranges().get(0).low();
        List<Gap> gaps = verdicts.stream()
                .flatMap(verdict -> verdict.gapsWithin(new PortRange(port, port)).stream())
                .toList();
        if (kind == Kind.UNDECIDED && gaps.stream().allMatch(Comparison::isLeftOpen)) {
            return;
        }
        mismatches.add(new Mismatch(kind, about, ports, gaps.toString()));
    }

    /** Connections of which NOTRACK takes some packets by their flags, and others not, the model leaves open by design. */
    static boolean untracksSomePackets(String rules) {
        boolean untracks = rules.contains("notrack") || rules.contains("NOTRACK");
        return untracks && (rules.contains("--tcp-flags") || rules.contains("--syn") || rules.contains("tcp flags"));
    }

    /** Whether a neighbour is still remembered, and some kinds of NAT, the model leaves open by design. */
    private static boolean isLeftOpen(Gap gap) {
        return gap.packet().startsWith("neighbour") || gap.decidedBy().source().equals("NAT");
    }
}
