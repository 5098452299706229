package io.portgrade.render;

import io.portgrade.capacity.Capacity;
import io.portgrade.capacity.DestinationCapacity;
import io.portgrade.capacity.Measure;
import io.portgrade.finding.Numerals;

/** Ceilings and demand in words. */
final class CapacityText {

    private CapacityText() {}

    /** What the settings give for any one destination, two sentences. */
    static String supply(Capacity capacity) {
        StringBuilder text = new StringBuilder()
                .append(capacity.usablePorts())
                .append(" of ")
                .append(Numerals.counted(capacity.configuredPorts(), "ephemeral port"))
                .append(" can be used");
        if (capacity.reservedPorts() > 0) {
            text.append("; ").append(capacity.reservedPorts()).append(capacity.reservedPorts() == 1 ? " is" : " are");
            text.append(" reserved");
        }
        if (capacity.listenerPorts() > 0) {
            text.append("; ").append(capacity.listenerPorts()).append(capacity.listenerPorts() == 1 ? " has" : " have");
            text.append(" a listener");
        }
        return text.append(". To one destination that makes ")
                .append(Numerals.counted(capacity.connectionsPerDestination(), "connection"))
                .append(" at once and ")
                .append(rate(capacity))
                .append(" (TIME_WAIT ")
                .append(capacity.timeWaitSeconds())
                .append(" s).")
                .toString();
    }

    /** The ceiling of reuse never without its condition. */
    private static String rate(Capacity capacity) {
        double without = capacity.connectionsPerSecondWithoutReuse();
        String rate = Numerals.plain(capacity.connectionsPerSecondPerDestination()) + " new ones a second";
        return capacity.connectionsPerSecondPerDestination() == without
                ? rate
                : rate + " if it has TCP timestamps on, else " + Numerals.plain(without);
    }

    /** What was taken for granted, one sentence; empty when nothing was. */
    static String assumed(Capacity capacity) {
        return capacity.assumptions().isEmpty() ? "" : "Assumed: " + String.join("; ", capacity.assumptions()) + ".";
    }

    /** {@code 10.0.5.12:5432/tcp}, with the address it is bound to when there is one. */
    static String name(DestinationCapacity destination) {
        String name = destination.destination() + "/" + destination.protocol();
        return destination.source() == null ? name : name + " from " + destination.source();
    }

    /** {@code 500 of 470.5 (106.3 %)}; what is not known is never nothing. */
    static String measure(Measure measure) {
        Number demand = measure.demand();
        Number ceiling = measure.ceiling();
        if (demand == null) {
            return "demand not known" + (ceiling == null ? "" : ", ceiling " + Numerals.plain(ceiling));
        }
        if (ceiling == null) {
            return Numerals.plain(demand) + " of any number";
        }
        Double share = measure.share();
        String used = share == null ? "" : " (" + Numerals.percent(share) + ")";
        return Numerals.plain(demand) + " of " + Numerals.plain(ceiling) + used;
    }
}
