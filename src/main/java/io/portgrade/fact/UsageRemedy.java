package io.portgrade.fact;

import io.portgrade.finding.Numerals;
import io.portgrade.finding.Remediation;
import io.portgrade.policy.Bands;
import io.portgrade.policy.TimeWaitLimits;
import java.util.List;
import java.util.Optional;

/** What frees ports that are in use: settings, each held against what is in use now, and what programs can do. */
record UsageRemedy(PortChanges changes) {

    private static final String KEEP_ALIVE = "keep connections open for more than one request each";

    Remediation fix(DestinationUsage usage, Bands bands) {
        String others = (usage.shared() ? "set IP_BIND_ADDRESS_NO_PORT on the sockets of its pool, " : "")
                + (usage.timeWait() > usage.reusable() ? KEEP_ALIVE : "hold fewer connections open") + ", or "
                + moreAddresses(usage, bands) + ".";
        for (PortChange change : changes.all()) {
            double used = usage.utilisationAfter(change);
            if (!bands.reachedBy(used)) {
                return Remediation.set(
                        "Set " + change.assignments() + ", which leaves " + Numerals.percent(used)
                                + (change.turnsReuseOn() ? " if the destination has TCP timestamps on" : "") + ". Or "
                                + others,
                        change.settings());
            }
        }
        return Remediation.advise(
                "No setting brings it below " + Numerals.percent(bands.mildestLimit()) + ". Instead " + others);
    }

    private static String moreAddresses(DestinationUsage usage, Bands bands) {
        int more = Math.max(1, (int) Math.floor(usage.utilisation() / bands.mildestLimit()));
        return "spread them over " + more + " more source address" + (more == 1 ? "" : "es");
    }

    Remediation ofTimeWait(List<DestinationUsage> destinations, int usablePorts, TimeWaitLimits limits) {
        int connections =
                destinations.stream().mapToInt(DestinationUsage::ports).sum();
        int left = destinations.stream()
                .filter(usage -> usage.reuse() == DestinationUsage.Reuse.IMPOSSIBLE)
                .mapToInt(DestinationUsage::timeWait)
                .sum();
        Optional<PortChange> reuse =
                changes.reuse().filter(change -> !SocketUsage.dominates(left, connections, usablePorts, limits));
        return reuse.map(change -> Remediation.set(
                        "Set " + change.assignments()
                                + ", so that ports in TIME_WAIT are taken again where the destination has TCP"
                                + " timestamps on. Better, " + KEEP_ALIVE + ".",
                        change.settings()))
                .orElseGet(() -> Remediation.advise("Keep connections open for more than one request each, or let the"
                        + " destination close them: TIME_WAIT is with the end that closes first."));
    }
}
