package io.portgrade.render.html;

import io.portgrade.firewall.PathKind;
import io.portgrade.report.FirewallPath;
import io.portgrade.snapshot.PortRange;
import java.util.List;
import java.util.Locale;

/** What is so of ports in the port map; each looks different without colour too. */
enum PortKind {
    EPHEMERAL("ephemeral range"),
    RESERVED("reserved"),
    LISTENING("a service listens"),
    UNCERTAIN("not certain"),
    EXPOSED("open to others"),
    LOST("lost");

    private final String label;

    PortKind(String label) {
        this.label = label;
    }

    /** In order of appearance. */
    static List<PortKind> shown() {
        return List.of(values());
    }

    public String label() {
        return label;
    }

    /** The class of its elements. */
    public String style() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where its marks start in the line of all ports, in pixels: what firewalls do is in the lower half. */
    public int overviewTop() {
        return switch (this) {
            case EPHEMERAL, RESERVED -> 20;
            case LISTENING -> 14;
            case UNCERTAIN, EXPOSED, LOST -> 31;
        };
    }

    /** How high they are there, in pixels. */
    public int overviewHeight() {
        return 42 - overviewTop();
    }

    /** The ports that are so for these packets. */
    List<PortRange> of(FirewallPath path) {
        boolean inbound = path.direction() == PathKind.NEW_INBOUND;
        return switch (this) {
            case LOST -> inbound ? List.of() : path.blocked();
            case EXPOSED -> inbound ? path.allowed() : List.of();
            case UNCERTAIN -> path.unknown();
            case EPHEMERAL, RESERVED, LISTENING -> List.of();
        };
    }
}
