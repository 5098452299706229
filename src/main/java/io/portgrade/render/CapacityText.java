package io.portgrade.render;

import io.portgrade.capacity.Capacity;
import io.portgrade.capacity.DestinationCapacity;
import io.portgrade.capacity.Measure;

/** Ceilings and demand in words. */
final class CapacityText {

    private static final int PERCENT = 100;

    private CapacityText() {}

    /** What the settings give for any one destination, two sentences. */
    static String supply(Capacity capacity) {
        StringBuilder text = new StringBuilder()
                .append(capacity.usablePorts())
                .append(" of ")
                .append(capacity.configuredPorts())
                .append(" ephemeral ports can be used");
        if (capacity.reservedPorts() > 0) {
            text.append("; ").append(capacity.reservedPorts()).append(" are reserved");
        }
        if (capacity.listenerPorts() > 0) {
            text.append("; ").append(capacity.listenerPorts()).append(" have a listener");
        }
        return text.append(". To one destination that makes ")
                .append(capacity.connectionsPerDestination())
                .append(" connections at once and ")
                .append(number(capacity.connectionsPerSecondPerDestination()))
                .append(" new ones a second (TIME_WAIT ")
                .append(capacity.timeWaitSeconds())
                .append(" s).")
                .toString();
    }

    /** {@code 10.0.5.12:5432/tcp}, with the address it is bound to when there is one. */
    static String name(DestinationCapacity destination) {
        String name = destination.destination() + "/" + destination.protocol();
        return destination.source() == null ? name : name + " from " + destination.source();
    }

    /** {@code 500 of 470.5 (106 %)}. */
    static String measure(Measure measure) {
        Number demand = measure.demand();
        Number ceiling = measure.ceiling();
        if (demand == null) {
            return ceiling == null ? "not known" : "not known, of " + number(ceiling);
        }
        if (ceiling == null) {
            return number(demand) + " of any number";
        }
        Number utilisation = measure.utilisation();
        String share = utilisation == null ? "" : " (" + Math.round(utilisation.doubleValue() * PERCENT) + " %)";
        return number(demand) + " of " + number(ceiling) + share;
    }

    /** Whole numbers without decimals. */
    private static String number(Number value) {
        double exact = value.doubleValue();
        return exact == Math.rint(exact) && Math.abs(exact) < Long.MAX_VALUE
                ? Long.toString((long) exact)
                : Double.toString(exact);
    }
}
