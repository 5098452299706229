package io.portgrade.render;

import io.portgrade.finding.Numerals;
import io.portgrade.report.Usage;
import io.portgrade.report.Usage.DestinationPorts;
import io.portgrade.snapshot.SocketState;
import java.util.stream.Collectors;

/** What the listed sockets make of the usable ports, in words. */
final class UsageText {

    private UsageText() {}

    /** {@code 13 listen, 10 established, 3 time-wait}. */
    static String states(Usage usage) {
        return usage.states().entrySet().stream()
                .map(state -> state.getValue() + " " + state.getKey().id())
                .collect(Collectors.joining(", "));
    }

    /** What the host has opened, one sentence. */
    static String summary(Usage usage) {
        return Headline.count(usage.connections(), "connection", "connections") + " that the host has opened, "
                + (usage.states().containsKey(SocketState.UNKNOWN) ? "at least " : "") + usage.timeWait()
                + " of them in TIME_WAIT, "
                + (usage.connections() == 1 ? "has " : "have ") + Headline.count(usage.portsInUse(), "port", "ports")
                + ", " + Numerals.percent(usage.utilisation())
                + " of the usable ones.";
    }

    /** {@code 10.0.5.12:5432 from 10.0.0.7}. */
    static String name(DestinationPorts destination) {
        return destination.destination() + " from " + destination.source();
    }
}
