package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Numerals;
import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.SourcePorts;
import io.portgrade.snapshot.PortSet;
import java.util.List;

/**
 * The smallest range of ports that source NAT gives to connections.
 *
 * @param size of it; {@link Integer#MAX_VALUE} when none is named
 * @param usable E, which it should not be smaller than
 * @param evidence the rules whose ranges are smaller than E, possibly none
 */
public record SourceNatPorts(int size, int usable, List<Evidence> evidence) {

    public SourceNatPorts {
        evidence = List.copyOf(evidence);
    }

    /** Of all rules that name such ports. */
    static SourceNatPorts of(List<Firewall> firewalls, PortSet usable) {
        int expected = usable.size();
        List<SourcePorts> named = SourcePorts.of(firewalls);
        return new SourceNatPorts(
                named.stream().mapToInt(nat -> nat.ports().size()).min().orElse(Integer.MAX_VALUE),
                expected,
                named.stream()
                        .filter(nat -> nat.ports().size() < expected)
                        .map(nat -> Evidence.at(
                                nat.rule().source(), "rule", nat.rule().text()))
                        .toList());
    }

    /** {@code 100 ports}. */
    public String offered() {
        return Numerals.counted(size, "port");
    }

    public boolean areTooFew() {
        return !evidence.isEmpty();
    }
}
