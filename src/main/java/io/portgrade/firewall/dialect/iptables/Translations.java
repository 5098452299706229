package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.AddressRange;
import io.portgrade.firewall.Family;
import io.portgrade.snapshot.PortRange;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Targets that translate. {@code iptables-extensions(8): DNAT, REDIRECT, SNAT, MASQUERADE}, version 1.8.9. */
final class Translations {

    /** Where a connection goes: {@code 10.0.0.1-10.0.0.9:80-90}, {@code [2001:db8::1]:80}, {@code :80}. */
    private record Place(
            @Nullable AddressRange address, @Nullable PortRange ports) {

        static Optional<Place> find(String text, Family family) {
            int colon = portsFrom(text, family);
            String address = colon < 0 ? text : text.substring(0, colon);
            PortRange ports = colon < 0
                    ? null
                    : PortNames.findRange(text.substring(colon + 1), '-').orElse(null);
            if (colon >= 0 && ports == null) {
                return Optional.empty();
            }
            if (address.isEmpty()) {
                return colon < 0 ? Optional.empty() : Optional.of(new Place(null, ports));
            }
            if (address.indexOf('/') >= 0) {
                return Optional.empty();
            }
            return AddressRange.find(address.replace("[", "").replace("]", ""))
                    .filter(range -> range.family() == family)
                    .map(range -> new Place(range, ports));
        }

        /** Where the colon before the ports is, or −1. */
        private static int portsFrom(String text, Family family) {
            int bracket = text.startsWith("[") ? text.lastIndexOf(']') : -1;
            if (bracket >= 0 || text.startsWith(":") && !text.startsWith("::")) {
                return text.indexOf(':', bracket + 1);
            }
            return family == Family.IPV4 ? text.indexOf(':') : -1;
        }
    }

    private Translations() {}

    /** @param options of the target, by name */
    static Optional<Action> find(String target, Map<String, String> options, Family family) {
        boolean random = options.containsKey("--random") || options.containsKey("--random-fully");
        return switch (target) {
            case "DNAT" ->
                Place.find(options.getOrDefault("--to-destination", ""), family)
                        .map(to -> new Action.DestinationNat(to.address(), to.ports()));
            case "SNAT" ->
                Place.find(options.getOrDefault("--to-source", ""), family)
                        .map(to -> new Action.SourceNat(to.ports(), random));
            default -> withPorts(target, options.get("--to-ports"), random);
        };
    }

    private static Optional<Action> withPorts(String target, @Nullable String stated, boolean random) {
        PortRange ports =
                stated == null ? null : PortNames.findRange(stated, '-').orElse(null);
        if (stated != null && ports == null) {
            return Optional.empty();
        }
        return Optional.of(
                target.equals("REDIRECT")
                        ? new Action.DestinationNat(null, ports)
                        : new Action.SourceNat(ports, random));
    }
}
