package io.portgrade.render.html;

import io.portgrade.report.FirewallGap;
import io.portgrade.report.FirewallPath;
import io.portgrade.snapshot.PortRange;
import java.util.List;
import java.util.Locale;

/** What the firewalls do to one kind of packets, for a reader. */
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
                path.gaps().stream().limit(MOST_GAPS).map(GapView::of).toList());
    }

    public boolean hindered() {
        return !gaps.isEmpty();
    }

    public int gapsLeftOut() {
        Integer omitted = path.gapsOmitted();
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
