package io.portgrade.firewall;

import io.portgrade.firewall.Firewall.Netfilter;
import io.portgrade.snapshot.Destination;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sends the first packets of a host's own connections through source NAT: to the destinations that are declared, to any when none
 * is.
 */
record SourceNatSearch(List<Firewall> firewalls, HostTraffic traffic) {

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
        boolean isUnused =
                !traffic.addresses().isEmpty() && traffic.addresses().of(family).isEmpty();
        if (!traffic.destinations().isEmpty()) {
            return traffic.judged()
                    .flatMap(destination -> to(destination, family, isUnused).stream())
                    .toList();
        }
        return isUnused
                ? List.of()
                : Stream.of(IpProtocol.TCP, IpProtocol.UDP)
                        .map(protocol -> traffic.any(false, family, protocol, null))
                        .toList();
    }

    private Optional<Flow> to(Destination destination, Family family, boolean isUnused) {
        Optional<IpAddress> address =
                destination.isLoopback() && IpAddress.find(destination.host()).isEmpty()
                        ? Optional.of(IpAddress.loopback(family))
                        : IpAddress.find(destination.host());
        if (address.isPresent()
                ? address.get().family() != family
                : isUnused || traffic.isOfOtherFamily(destination, family)) {
            return Optional.empty();
        }
        IpProtocol protocol = destination.isUdp() ? IpProtocol.UDP : IpProtocol.TCP;
        return Optional.of(traffic.to(destination, family, protocol, address.orElse(null)));
    }
}
