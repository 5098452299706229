package io.portgrade.firewall;

import io.portgrade.snapshot.Destination;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a host's firewalls do to the traffic of its ephemeral ports.
 *
 * @param verdicts by family, protocol, destination ({@code any} first) and direction
 * @param complete false when the rules were too many, or called each other too often, to be looked at for every
 *     destination; what was not is unknown
 * @param steps what it cost, about the number of rules looked at, at least 1: what another one will cost
 */
public record FirewallAnalysis(List<PathVerdict> verdicts, boolean complete, long steps) {

    /** More destinations than these are covered by {@code any}. */
    public static final int MAX_DESTINATIONS = 256;

    /** Of one host's own name; all others are taken to be judged alike. */
    private static final int MOST_OWN = 32;

    private static final String ANY = "any";

    public FirewallAnalysis {
        verdicts = List.copyOf(verdicts);
    }

    /** Judges every family that one of the firewalls was written for. */
    public static FirewallAnalysis of(List<Firewall> firewalls, HostTraffic traffic) {
        StepBudget budget = new StepBudget(new RulesOf(firewalls).stream().count());
        List<PathVerdict> verdicts = new ArrayList<>();
        for (Family family : families(firewalls)) {
            Run run = new Run(firewalls, family, traffic, budget);
            for (IpProtocol protocol : List.of(IpProtocol.TCP, IpProtocol.UDP)) {
                run.any(protocol, verdicts);
                traffic.judged()
                        .filter(destination -> destination.protocol().equals(protocol.id()))
                        .forEach(destination -> run.one(destination, protocol, verdicts));
            }
        }
        return new FirewallAnalysis(verdicts, !budget.wasShort(), budget.spent());
    }

    /** Whether a rule asks for the mark of packets, which is then taken to be what rules made of it. */
    public static boolean asksForMarks(List<Firewall> firewalls) {
        AtomicBoolean found = new AtomicBoolean();
        PlainMatches plain = new PlainMatches(match -> {
            if (match instanceof Match.PacketMark) {
                found.set(true);
            }
        });
        new RulesOf(firewalls).forEach(rule -> plain.visit(rule.matches()));
        return found.get();
    }

    private static Set<Family> families(List<Firewall> firewalls) {
        return firewalls.stream()
                .flatMap(firewall -> firewall.families().stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Family.class)));
    }

    /** The analysis of one family. */
    private static final class Run {

        private final Layers layers;
        private final List<@Nullable IpAddress> classes;
        private final Family family;
        private final HostTraffic traffic;
        private final StepBudget budget;

        Run(List<Firewall> firewalls, Family family, HostTraffic traffic, StepBudget budget) {
            this.layers = new Layers(firewalls, family, budget);
            this.classes =
                    SourceClasses.of(firewalls, family, traffic.addresses().of(family));
            this.family = family;
            this.traffic = traffic;
            this.budget = budget;
        }

        void any(IpProtocol protocol, List<PathVerdict> verdicts) {
            opened(ANY, remote -> traffic.any(false, family, protocol, remote), classes, false, verdicts);
            VerdictBuilder exposed = new VerdictBuilder(PathKind.NEW_INBOUND, budget);
            for (IpAddress remote : classes) {
                exposed.add(remote, layers.judge(traffic.any(true, family, protocol, remote)));
            }
            verdicts.add(exposed.build(traffic.any(true, family, protocol, null), ANY));
        }

        void one(Destination destination, IpProtocol protocol, List<PathVerdict> verdicts) {
            Optional<IpAddress> address = IpAddress.find(destination.host());
            if (address.isPresent() ? address.get().family() != family : traffic.isOfOtherFamily(destination, family)) {
                return;
            }
            boolean own = destination.isNameOf(traffic.name());
            List<@Nullable IpAddress> remotes = new ArrayList<>();
            if (own
                    || destination.isLoopback()
                            && address.filter(IpAddress::isLoopback).isEmpty()) {
                remotes.add(IpAddress.loopback(family));
                remotes.addAll(own ? ownAddresses() : List.of());
            } else if (address.isPresent()) {
                remotes.add(address.get());
            } else {
                remotes.addAll(classes);
            }
            boolean mayBeOwn = !own && destination.isShortName();
            opened(
                    destination.toString(),
                    remote -> traffic.to(destination, family, protocol, remote),
                    remotes,
                    mayBeOwn,
                    verdicts);
        }

        private List<IpAddress> ownAddresses() {
            return traffic.addresses().listed().stream()
                    .filter(address -> address.family() == family)
                    .limit(MOST_OWN)
                    .toList();
        }

        /** @param mayBeOwn whether what does not get out to others may be for the host itself, and get there */
        private void opened(
                String destination,
                Function<@Nullable IpAddress, Flow> flows,
                List<@Nullable IpAddress> remotes,
                boolean mayBeOwn,
                List<PathVerdict> verdicts) {
            VerdictBuilder back = new VerdictBuilder(PathKind.RETURN, budget);
            VerdictBuilder out = new VerdictBuilder(PathKind.EGRESS, budget);
            for (IpAddress remote : remotes) {
                List<Passage> passages = layers.judge(flows.apply(remote));
                back.add(remote, passages);
                out.add(remote, passages);
            }
            Flow flow = flows.apply(null);
            verdicts.add(back.build(flow, destination));
            PathVerdict egress = out.build(flow, destination);
            if (mayBeOwn && !egress.blocked().isEmpty()) {
                IpAddress own = IpAddress.loopback(family);
                out.add(own, layers.judge(flows.apply(own)));
                egress = out.build(flow, destination);
            }
            verdicts.add(egress);
        }
    }
}
