package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Numerals;
import io.portgrade.firewall.SourcePorts;
import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.snapshot.PortSet;
import java.util.List;

/**
 * The smallest range of ports that source NAT gives to the host's own connections.
 *
 * @param size of it, of the rules that they certainly meet where there are such; {@link Integer#MAX_VALUE} when none is named
 * @param usable E, which it should not be smaller than
 * @param evidence the rules that they may meet whose ranges are smaller than E, possibly none
 * @param doubt what of that is not certain, a sentence with a blank before it; else empty
 */
public record SourceNatPorts(int size, int usable, List<Evidence> evidence, String doubt) {

    public SourceNatPorts {
        evidence = List.copyOf(evidence);
    }

    static SourceNatPorts of(HostFirewalls firewalls, PortSet usable) {
        int expected = usable.size();
        List<SourcePorts> named = firewalls.sourcePorts();
        List<SourcePorts> few =
                named.stream().filter(nat -> nat.ports().size() < expected).toList();
        List<SourcePorts> certain = few.stream().filter(SourcePorts::certain).toList();
        return new SourceNatPorts(
                smallest(certain.isEmpty() ? named : certain),
                expected,
                few.stream()
                        .map(nat -> Evidence.at(
                                nat.rule().source(), "rule", nat.rule().text()))
                        .toList(),
                certain.size() == few.size() ? "" : doubt(few.size(), certain.size(), firewalls));
    }

    private static int smallest(List<SourcePorts> named) {
        return named.stream().mapToInt(nat -> nat.ports().size()).min().orElse(Integer.MAX_VALUE);
    }

    private static String doubt(int few, int certain, HostFirewalls firewalls) {
        String which = few == 1 ? "the rule" : certain == 0 ? "these rules" : "all of these rules";
        List<String> missing = firewalls.untoldOfConnections();
        return " Whether this host's own connections meet " + which + " is not known"
                + (missing.isEmpty() ? "." : "; " + String.join(", ", missing) + " may tell.");
    }

    /** {@code 100 ports}. */
    public String offered() {
        return Numerals.counted(size, "port");
    }

    public boolean areTooFew() {
        return !evidence.isEmpty();
    }
}
