package io.portgrade.render.html;

import io.portgrade.firewall.PathKind;
import io.portgrade.report.FirewallGap;
import io.portgrade.report.FirewallPath;
import io.portgrade.snapshot.PortRange;
import java.util.List;
import java.util.Locale;

/**
 * What the firewalls do to one kind of packets, for a reader.
 *
 * @param gaps the first of them; none for connections from outside, whose loss is no harm
 */
record PathView(FirewallPath path, String label, List<GapView> gaps) {

    private static final int MOST_GAPS = 20;

    /** @param packet one that meets this end, in words */
    record GapView(FirewallGap gap, String packet) {

        static GapView of(FirewallGap gap) {
            FirewallGap.Witness witness = gap.witness();
            String to = witness.destination() == null ? "the host" : witness.destination();
            return new GapView(
                    gap,
                    witness.protocol().toUpperCase(Locale.ROOT) + " " + witness.packet() + " from "
                            + witness.source() + " to " + to + ", port " + witness.destinationPort() + ", "
                            + witness.state());
        }
    }

    static PathView of(FirewallPath path) {
        return new PathView(
                path,
                PortMap.label(path),
                path.direction() == PathKind.NEW_INBOUND
                        ? List.of()
                        : path.gaps().stream().limit(MOST_GAPS).map(GapView::of).toList());
    }

    /** Whether a reader is to see it at once. */
    public boolean opened() {
        return isInbound() ? !path.allowed().isEmpty() : !gaps.isEmpty();
    }

    /** In a word or two. */
    public String verdict() {
        List<PortRange> bad = isInbound() ? path.allowed() : path.blocked();
        if (!bad.isEmpty()) {
            return (isInbound() ? "open, " : "lost, ")
                    + Figures.counted(bad.stream().mapToInt(PortRange::size).sum(), "port");
        }
        if (!path.unknown().isEmpty()) {
            return "not certain";
        }
        return isInbound() ? "kept out" : "passes";
    }

    private boolean isInbound() {
        return path.direction() == PathKind.NEW_INBOUND;
    }

    public int gapsLeftOut() {
        Integer omitted = path.gapsOmitted();
        if (isInbound()) {
            return 0;
        }
        return path.gaps().size() - gaps.size() + (omitted == null ? 0 : omitted);
    }

    public String allowed() {
        return share(path.allowed());
    }

    public String blocked() {
        return share(path.blocked());
    }

    public String unknown() {
        return share(path.unknown());
    }

    private static String share(List<PortRange> ranges) {
        return ranges.isEmpty() ? "\u2013" : PortText.of(ranges);
    }
}
