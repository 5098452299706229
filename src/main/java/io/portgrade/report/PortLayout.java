package io.portgrade.report;

import io.portgrade.fact.EphemeralPorts;
import io.portgrade.fact.Facts;
import io.portgrade.fact.ReservedPorts;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Listener;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import io.portgrade.snapshot.Sockets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the ports of a host lie among all 65,536.
 *
 * @param ephemeral the range that connections take theirs from
 * @param reserved ports that automatic choice leaves out, in the range or not; null when not known
 * @param listening TCP ports at which something listens, in the range or not; null when no sockets were submitted
 */
public record PortLayout(
        PortRange ephemeral,
        @Nullable List<PortRange> reserved,
        @Nullable List<PortRange> listening) {

    public PortLayout {
        reserved = reserved == null ? null : List.copyOf(reserved);
        listening = listening == null ? null : List.copyOf(listening);
    }

    /** Empty when the port range is not known. */
    static Optional<PortLayout> of(HostSnapshot snapshot, Facts facts) {
        return facts.find(EphemeralPorts.class)
                .map(ports -> new PortLayout(
                        ports.range(),
                        facts.find(ReservedPorts.class)
                                .map(reserved -> reserved.ports().ranges())
                                .orElse(null),
                        snapshot.sockets() == null ? null : listening(snapshot.sockets())));
    }

    private static List<PortRange> listening(Sockets sockets) {
        return PortSet.of(sockets.listeners().stream()
                        .map(Listener::port)
                        .map(port -> new PortRange(port, port))
                        .toList())
                .ranges();
    }
}
