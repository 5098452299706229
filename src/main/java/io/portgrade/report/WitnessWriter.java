package io.portgrade.report;

import io.portgrade.firewall.Family;
import io.portgrade.firewall.Gap;
import io.portgrade.firewall.HostTraffic;
import io.portgrade.firewall.IpAddress;
import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.report.FirewallGap.Witness;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a packet concrete that a gap loses. Addresses for documentation: RFC 5737, RFC 3849. */
record WitnessWriter(HostTraffic traffic) {

    private static final int HTTPS = 443;
    private static final int DNS = 53;
    private static final int CLIENT_PORT = 40_000;

    Witness write(PathVerdict path, Gap gap) {
        int port = gap.ports().low();
        String remote = gap.remote() == null
                ? documentation(path.family(), true)
                : gap.remote().toString();
        Optional<String> local = traffic.own(path).map(IpAddress::toString);
        boolean out = path.direction() == PathKind.EGRESS;
        boolean discovery = gap.packet().startsWith("neighbour");
        return new Witness(
                discovery ? "icmpv6" : path.protocol().id(),
                out
                        ? endpoint(local.orElse(documentation(path.family(), false)), port)
                        : endpoint(remote, remotePort(path)),
                out ? remote : local.orElse(null),
                out ? remotePort(path) : port,
                gap.state(),
                gap.packet(),
                path.protocol() == IpProtocol.TCP && !discovery ? flags(gap.packet()) : List.of(),
                discovery ? icmpType(gap.packet()) : null);
    }

    private static int remotePort(PathVerdict path) {
        int colon = path.destination().lastIndexOf(':');
        if (colon >= 0) {
            return Integer.parseInt(path.destination().substring(colon + 1));
        }
        if (path.direction() == PathKind.NEW_INBOUND) {
            return CLIENT_PORT;
        }
        return path.protocol() == IpProtocol.TCP ? HTTPS : DNS;
    }

    private static String documentation(Family family, boolean remote) {
        if (family == Family.IPV4) {
            return remote ? "203.0.113.7" : "192.0.2.10";
        }
        return remote ? "2001:db8::7" : "2001:db8::10";
    }

    private static String endpoint(String address, int port) {
        return address.contains(":") ? "[" + address + "]:" + port : address + ":" + port;
    }

    private static List<String> flags(String packet) {
        return switch (packet) {
            case "SYN" -> List.of("SYN");
            case "SYN/ACK" -> List.of("SYN", "ACK");
            case "ACK" -> List.of("ACK");
            default -> List.of("PSH", "ACK");
        };
    }

    private static @Nullable Integer icmpType(String packet) {
        return packet.endsWith("solicitation") ? 135 : 136;
    }
}
