package io.portgrade.firewall;

import io.portgrade.firewall.Firewall.Netfilter;
import io.portgrade.snapshot.Destination;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends the first packets of a host's own connections through source NAT: to the destinations that are declared, to any when none
 * is.
 *
 * @param addresses the host's own; empty when unknown
 * @param networkInterface the one that its traffic takes; null when unknown
 */
record SourceNatSearch(
        List<Firewall> firewalls,
        List<IpAddress> addresses,
        @Nullable String networkInterface,
        List<Destination> destinations) {

    void run(MetSourceNat met, StepBudget budget) {
        for (Family family : Family.values()) {
            List<Table> tables = firewalls.stream()
                    .filter(firewall -> firewall.families().contains(family))
                    .filter(Netfilter.class::isInstance)
                    .flatMap(firewall -> ((Netfilter) firewall).tables().stream())
                    .toList();
            if (!tables.isEmpty()) {
                NetfilterJudge judge = new NetfilterJudge(tables, family, budget);
                flows(family).forEach(flow -> judge.meetSourceNat(flow, met));
            }
        }
    }

    private List<Flow> flows(Family family) {
        boolean isUnused = !addresses.isEmpty() && own(family).isEmpty();
        if (destinations.isEmpty()) {
            return isUnused
                    ? List.of()
                    : List.of(flow(family, IpProtocol.TCP, null, null), flow(family, IpProtocol.UDP, null, null));
        }
        return destinations.stream()
                .distinct()
                .sorted()
                .limit(FirewallAnalysis.MAX_DESTINATIONS)
                .flatMap(destination -> to(destination, family, isUnused).stream())
                .toList();
    }

    private Optional<Flow> to(Destination destination, Family family, boolean isUnused) {
        Optional<IpAddress> address =
                destination.isLoopback() && IpAddress.find(destination.host()).isEmpty()
                        ? Optional.of(IpAddress.loopback(family))
                        : IpAddress.find(destination.host());
        if (address.isPresent() ? address.get().family() != family : isUnused) {
            return Optional.empty();
        }
        IpProtocol protocol = destination.isUdp() ? IpProtocol.UDP : IpProtocol.TCP;
        return Optional.of(flow(family, protocol, address.orElse(null), destination.port()));
    }

    private Flow flow(Family family, IpProtocol protocol, @Nullable IpAddress remote, @Nullable Integer port) {
        return Flow.of(false, protocol, own(family), family, remote, port, networkInterface);
    }

    private List<IpAddress> own(Family family) {
        return addresses.stream().filter(address -> address.family() == family).toList();
    }
}
