package io.portgrade.render.html;

import io.portgrade.firewall.PathKind;
import io.portgrade.report.FirewallPath;
import io.portgrade.report.PortLayout;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws a port map, kind by kind: what is drawn later lies on top. */
final class PortMapDrawing {

    private final PortLayout ports;
    private final PortScale within;
    private final List<PortMap.Mark> all = new ArrayList<>();
    private final List<PortMap.Mark> taken = new ArrayList<>();
    private final List<PortMap.Lane> lanes = new ArrayList<>();
    private final List<String> unhindered = new ArrayList<>();
    private final List<PortMap.Words> words = new ArrayList<>();

    /** @param paths null when no firewall could be read */
    PortMapDrawing(PortLayout ports, @Nullable List<FirewallPath> paths) {
        this.ports = ports;
        this.within = new PortScale(ports.ephemeral());
        draw(PortKind.EPHEMERAL, "Ephemeral range", List.of(ports.ephemeral()));
        if (paths != null) {
            paths.forEach(this::lane);
            drawFirewall(paths);
        }
        draw(PortKind.RESERVED, "Reserved", ports.reserved() == null ? List.of() : ports.reserved());
        draw(PortKind.LISTENING, "Listening", ports.listening() == null ? List.of() : ports.listening());
    }

    PortMap finish() {
        return new PortMap(
                ports.ephemeral(), PortMap.ALL.place(ports.ephemeral()), all, taken, lanes, unhindered, words);
    }

    private void draw(PortKind kind, String label, List<PortRange> ranges) {
        if (ranges.isEmpty()) {
            return;
        }
        mark(all, PortMap.ALL, kind, ranges);
        if (kind != PortKind.EPHEMERAL) {
            mark(taken, within, kind, ranges);
        }
        words.add(new PortMap.Words(kind, label, PortText.of(ranges)));
    }

    /** The line of all ports shows what is lost or exposed for any kind of packets. */
    private void drawFirewall(List<FirewallPath> paths) {
        for (PortKind kind : List.of(PortKind.UNCERTAIN, PortKind.EXPOSED, PortKind.LOST)) {
            List<PortRange> ranges = new ArrayList<>();
            paths.forEach(path -> ranges.addAll(kind.of(path)));
            mark(all, PortMap.ALL, kind, PortSet.of(ranges).ranges());
        }
    }

    private void lane(FirewallPath path) {
        List<PortMap.Mark> marks = new ArrayList<>();
        String label = PortMap.label(path);
        for (PortKind kind : List.of(PortKind.UNCERTAIN, PortKind.EXPOSED, PortKind.LOST)) {
            List<PortRange> ranges = kind.of(path);
            mark(marks, within, kind, ranges);
            if (!ranges.isEmpty()) {
                words.add(new PortMap.Words(kind, label + ", " + kind.label(), PortText.of(ranges)));
            }
        }
        if (!marks.isEmpty()) {
            lanes.add(new PortMap.Lane(label, marks));
        } else if (path.direction() != PathKind.NEW_INBOUND) {
            unhindered.add(label);
        }
    }

    private static void mark(List<PortMap.Mark> marks, PortScale scale, PortKind kind, List<PortRange> ranges) {
        scale.place(ranges).forEach(span -> marks.add(new PortMap.Mark(kind, span)));
    }
}
