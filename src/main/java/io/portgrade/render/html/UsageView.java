package io.portgrade.render.html;

import io.portgrade.report.AuditReport;
import io.portgrade.report.PortLayout;
import io.portgrade.report.Usage;
import io.portgrade.report.Usage.DestinationPorts;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the listed sockets make of the range, for a reader.
 *
 * @param share ports in use of the usable ones, in words
 * @param states what is in each state, the most first
 * @param peers the first destinations
 * @param listening ports of the range at which something listens, in words
 */
record UsageView(Usage usage, String share, List<State> states, List<Peer> peers, String listening) {

    private static final int MOST_PEERS = 12;

    /** @param sockets in this state, in words */
    record State(String name, String sockets) {}

    /**
     * Ports towards one destination.
     *
     * @param share of the usable ports, in words; those that may be taken again count as free
     * @param filled the same on a line; null when there are none
     */
    record Peer(
            DestinationPorts ports,
            String counted,
            String timeWait,
            String reusable,
            String share,
            @Nullable Span filled) {

        static Peer of(DestinationPorts ports) {
            double width = Math.min(100, ports.utilisation() * 100);
            return new Peer(
                    ports,
                    Figures.counted(ports.ports(), "port"),
                    Figures.grouped(ports.timeWait()),
                    Figures.grouped(ports.reusable()),
                    Figures.percent(ports.utilisation()),
                    width <= 0 ? null : new Span(0, width));
        }
    }

    UsageView {
        states = List.copyOf(states);
        peers = List.copyOf(peers);
    }

    /** Empty when no sockets were listed or the range is not known. */
    static Optional<UsageView> of(AuditReport report) {
        return Optional.ofNullable(report.usage())
                .map(usage -> new UsageView(
                        usage,
                        Figures.percent(usage.utilisation()),
                        states(usage),
                        usage.destinations().stream()
                                .limit(MOST_PEERS)
                                .map(Peer::of)
                                .toList(),
                        listening(report.background().ports())));
    }

    private static List<State> states(Usage usage) {
        return usage.states().entrySet().stream()
                .sorted((one, other) -> other.getValue() - one.getValue())
                .map(state -> new State(state.getKey().id(), Figures.grouped(state.getValue())))
                .toList();
    }

    private static String listening(@Nullable PortLayout ports) {
        if (ports == null || ports.listening() == null) {
            return "";
        }
        List<PortRange> inside = PortSet.of(ports.listening())
                .intersect(PortSet.of(ports.ephemeral()))
                .ranges();
        return inside.isEmpty() ? "" : PortText.of(inside);
    }

    public String portsInUse() {
        return Figures.counted(usage.portsInUse(), "usable port");
    }

    public String connections() {
        return Figures.counted(usage.connections(), "connection");
    }

    public String timeWait() {
        return Figures.grouped(usage.timeWait());
    }

    public int peersLeftOut() {
        return usage.destinations().size() - peers.size() + usage.destinationsLeftOut();
    }
}
