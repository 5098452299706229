package io.portgrade.render.html;

import io.portgrade.firewall.PathKind;
import io.portgrade.report.AuditReport;
import io.portgrade.report.FirewallPath;
import io.portgrade.snapshot.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All 65,536 ports on a line, and the ephemeral range below it at full width, where each kind of packets that is not let
 * through everywhere has a lane.
 *
 * @param range the ephemeral range
 * @param place where it is among all ports
 * @param all what lies among all ports
 * @param taken what lies in the range, firewalls aside
 * @param lanes what firewalls do to packets in the range
 * @param unhindered the kinds of packets that pass at every port
 * @param words what the picture shows
 */
record PortMap(
        PortRange range,
        Span place,
        List<Mark> all,
        List<Mark> taken,
        List<Lane> lanes,
        List<String> unhindered,
        List<Words> words) {

    static final PortScale ALL = new PortScale(new PortRange(0, PortRange.MAX_PORT));

    /** A stretch of ports of one kind. */
    record Mark(PortKind kind, Span span) {}

    /** What happens to one kind of packets. */
    record Lane(String label, List<Mark> marks) {}

    /** Ports of one kind, in words. */
    record Words(PortKind kind, String label, String ports) {}

    private static final int FIRST_ROW = 122;
    private static final int ROW_HEIGHT = 38;

    /**
     * A lane and where it is drawn.
     *
     * @param y of its top, in pixels
     */
    record Row(Lane lane, int y) {

        /** The baseline of its label. */
        public int textY() {
            return y - 5;
        }
    }

    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Lane lane : lanes) {
            rows.add(new Row(lane, FIRST_ROW + ROW_HEIGHT * rows.size() + ROW_HEIGHT / 2));
        }
        return rows;
    }

    /** In pixels. */
    public int height() {
        return FIRST_ROW + ROW_HEIGHT * lanes.size();
    }

    /** Empty when the range is not known. */
    static Optional<PortMap> of(AuditReport report) {
        return Optional.ofNullable(report.background().ports())
                .map(ports -> new PortMapDrawing(ports, report.firewallAnalysis()).finish());
    }

    /** Whether any port is of this kind: only what is there needs a legend. */
    boolean shows(PortKind kind) {
        return words.stream().anyMatch(line -> line.kind() == kind);
    }

    public List<PortKind> legend() {
        return PortKind.shown().stream().filter(this::shows).toList();
    }

    /** A kind of packets as a reader knows it: {@code Replies, IPv4 TCP}. */
    static String label(FirewallPath path) {
        String packets = switch (path.direction()) {
            case RETURN -> "Replies";
            case EGRESS -> "Outgoing";
            case NEW_INBOUND -> "New connections in";
        };
        String family = path.family().id().replace("ip", "IP");
        String other = path.destination().equals("any")
                ? ""
                : (path.direction() == PathKind.NEW_INBOUND ? " from " : ", ") + path.destination();
        return packets + ", " + family + " " + path.protocol().name() + other;
    }
}
