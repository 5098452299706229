package io.portgrade.fact;

import io.portgrade.capacity.PortSupply;
import io.portgrade.finding.Evidence;
import io.portgrade.finding.Numerals;
import io.portgrade.policy.Bands;
import io.portgrade.policy.Policy;
import io.portgrade.policy.TimeWaitLimits;
import io.portgrade.snapshot.Connections;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Listener;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import io.portgrade.snapshot.Section;
import io.portgrade.snapshot.Sockets;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How many of the usable ports are in use, and towards whom. */
record UsageFacts(HostSnapshot snapshot, Policy policy, Facts.Builder facts) {

    private static final int MOST_DESTINATIONS = 10;

    /** The smallest range that netsh takes: Microsoft, KB 929851. */
    private static final int FEWEST_OF_WINDOWS = 255;

    private static final Absence IPV6_OF_WINDOWS = Absence.notSubmitted(
            "the range of ports of IPv6, which Windows keeps apart and which is not looked at: compare what netsh int ipv6 show"
                    + " dynamicport tcp prints with the connections over IPv6");

    private static final Absence LISTENERS =
            Absence.notSubmitted("listeners, which tell who opened a connection: sockets list none, send the output of"
                    + " ss -tan or netstat -an");

    private static final Absence CUT = new Absence(
            Absence.Kind.NOT_PARSABLE,
            "addresses that netstat cuts look alike, so that their ports may be in use towards several destinations: send"
                    + " what ss -tan or netstat -anW prints");

    private static final Comparator<DestinationUsage> MOST_USED = Comparator.comparingInt(DestinationUsage::inUse)
            .thenComparingInt(DestinationUsage::ports)
            .reversed()
            .thenComparing(usage -> usage.connections().destination())
            .thenComparing(usage -> usage.connections().source());

    void assemble(@Nullable EphemeralPorts ports) {
        Sockets sockets = snapshot.sockets();
        if (sockets == null || !sockets.hasConnections()) {
            absent(why());
            return;
        }
        HostSupply supply = facts.find(HostSupply.class).orElse(null);
        if (ports != null && supply != null) {
            assemble(sockets, ports, supply.supply());
            gap(sockets).ifPresent(this::absent);
        }
    }

    private void assemble(Sockets sockets, EphemeralPorts ports, PortSupply supply) {
        PortSet usable = usable(sockets, ports);
        Set<Destination> impossible = DestinationUsage.withoutReuse(snapshot.pools());
        List<DestinationUsage> destinations = sockets.connections().stream()
                .filter(each -> !hasOtherRange(each))
                .map(each -> DestinationUsage.of(
                        each,
                        usable,
                        DestinationUsage.Reuse.of(each.destination(), supply, impossible),
                        ports.usable()))
                .filter(usage -> usage.ports() > 0)
                .sorted(MOST_USED)
                .toList();
        UsageRemedy remedy = new UsageRemedy(new PortChanges(snapshot, supply, facts));
        TimeWaitLimits limits = policy.thresholds().timeWait();
        if (!sockets.leaveListenersOut() && !sockets.leaveTimeWaitOut()) {
            SocketUsage usage = new SocketUsage(
                    sockets.states(),
                    destinations,
                    distinct(destinations, usable),
                    ports.usable(),
                    limits,
                    Evidence.both(List.of(timeWaits(destinations)), ports.evidence()),
                    remedy.ofTimeWait(destinations, ports.usable(), limits));
            facts.add(usage);
            if (usage.mayBeTimeWaitDominant()) {
                facts.absent(SocketUsage.class, untold(usage.untold()));
            }
        }
        BoundPorts bound = new BoundPorts(snapshot, sockets.connections());
        Bands bands = policy.thresholds().portsInUse();
        if (sockets.connections().stream()
                .filter(this::hasOtherRange)
                .anyMatch(each -> bands.reachedBy(DestinationUsage.share(each.ports(), FEWEST_OF_WINDOWS)))) {
            facts.absent(PortsInUse.class, IPV6_OF_WINDOWS);
        }
        addMostUsed(
                destinations.stream()
                        .map(usage -> bound.shared(usage, usable))
                        .sorted(MOST_USED)
                        .toList(),
                remedy,
                ports);
    }

    /** Windows keeps a range of ports for IPv6 apart, which is not among the settings. */
    private boolean hasOtherRange(Connections connections) {
        return snapshot.system() == OperatingSystem.WINDOWS
                && connections.destination().isIpv6();
    }

    private void addMostUsed(List<DestinationUsage> destinations, UsageRemedy remedy, EphemeralPorts ports) {
        Bands bands = policy.thresholds().portsInUse();
        List<DestinationUsage> reached = destinations.stream()
                .filter(usage -> bands.reachedBy(usage.utilisation()))
                .toList();
        List<DestinationUsage> over = certain(reached, bands);
        int told = Math.min(MOST_DESTINATIONS, over.size());
        for (DestinationUsage usage : over.subList(0, told)) {
            List<Evidence> evidence = new ArrayList<>();
            evidence.add(Evidence.at(
                    usage.connections().first(),
                    "ports in use towards " + usage.route(),
                    Integer.toString(usage.inUse())));
            evidence.addAll(ports.evidence());
            facts.add(new PortsInUse(
                    usage, bands, ports.error(), over.size() - told, evidence, remedy.fix(usage, bands)));
        }
    }

    /** Those that are over the limit whatever the listing leaves unsaid of them. */
    private List<DestinationUsage> certain(List<DestinationUsage> reached, Bands bands) {
        List<DestinationUsage> whole =
                reached.stream().filter(usage -> !usage.connections().cut()).toList();
        List<DestinationUsage> over = whole.stream()
                .map(usage -> usage.reuse() == DestinationUsage.Reuse.ON ? usage.allInTimeWait() : usage)
                .filter(usage -> bands.reachedBy(usage.utilisation()))
                .sorted(MOST_USED)
                .toList();
        if (over.size() < whole.size()) {
            facts.absent(
                    PortsInUse.class,
                    untold(whole.stream().mapToInt(DestinationUsage::untold).sum()));
        } else if (whole.size() < reached.size()) {
            facts.absent(PortsInUse.class, CUT);
        }
        return over;
    }

    private static Absence untold(int connections) {
        return new Absence(
                Absence.Kind.NOT_PARSABLE,
                "the state of " + Numerals.counted(connections, "connection")
                        + ", which may be TIME_WAIT: send what ss -tan prints, or netstat -an in English");
    }

    private PortSet usable(Sockets sockets, EphemeralPorts ports) {
        PortSet listening = PortSet.of(sockets.listeners().stream()
                .map(Listener::port)
                .distinct()
                .map(port -> new PortRange(port, port))
                .toList());
        PortSet reserved =
                facts.find(ReservedPorts.class).map(ReservedPorts::ports).orElse(PortSet.empty());
        return PortSet.of(ports.range()).minus(reserved).minus(listening);
    }

    private static int distinct(List<DestinationUsage> destinations, PortSet usable) {
        BitSet ports = new BitSet();
        for (DestinationUsage usage : destinations) {
            usage.connections().open().forEach(ports::set);
            usage.connections().timeWait().forEach(ports::set);
            usage.connections().untold().forEach(ports::set);
        }
        return (int) ports.stream().filter(usable::contains).count();
    }

    private static Evidence timeWaits(List<DestinationUsage> destinations) {
        int timeWait =
                destinations.stream().mapToInt(DestinationUsage::timeWait).sum();
        int all = destinations.stream().mapToInt(DestinationUsage::ports).sum();
        return Evidence.at(
                SourceLocation.in(Section.SOCKETS.id()), "connections in TIME_WAIT", timeWait + " of " + all);
    }

    /** Keeps both rules from saying that all is well. */
    private void absent(Absence absence) {
        facts.absent(SocketUsage.class, absence);
        facts.absent(PortsInUse.class, absence);
    }

    /** What sockets do not tell, though they list connections. */
    private static Optional<Absence> gap(Sockets sockets) {
        if (sockets.leaveListenersOut()) {
            return Optional.of(LISTENERS);
        }
        if (sockets.leaveTimeWaitOut()) {
            return Optional.of(Absence.notSubmitted(
                    "connections in TIME_WAIT: ss lists none without -a, send the output" + " of ss -tan"));
        }
        if (sockets.connectionsLeftOut() > 0) {
            return Optional.of(
                    new Absence(
                            Absence.Kind.NOT_PARSABLE,
                            Numerals.counted(sockets.connectionsLeftOut(), "connection")
                                    + " left out, there are too many destinations: send what ss -tan prints about the busiest"));
        }
        return sockets.unreadConnections() > 0
                ? Optional.of(Absence.unreadPorts(sockets.unreadConnections(), "connection"))
                : Optional.empty();
    }

    private Absence why() {
        if (!snapshot.has(Section.SOCKETS)) {
            return Absence.notSubmitted("sockets");
        }
        return snapshot.sockets() == null
                ? new Absence(Absence.Kind.NOT_PARSABLE, "no line of sockets could be read")
                : Absence.notSubmitted("connections: sockets list none, send the output of ss -tan or netstat -an");
    }
}
