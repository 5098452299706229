package io.portgrade.fact;

import io.portgrade.capacity.Measure;
import io.portgrade.capacity.PortSupply;
import io.portgrade.capacity.TimeWaitReuse;
import io.portgrade.policy.Bands;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.Connections;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import io.portgrade.snapshot.Sockets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How many usable ports each destination needs so that the policy finds no fault with what pools ask of it and with the
 * connections that it has. Where TIME_WAIT ports can be reused, or could be by a setting, they are taken to be: that is the
 * smaller change.
 */
record PortNeeds(HostSnapshot snapshot, PoolLoad load, Policy policy, Facts.Builder facts) {

    /** What utilisations are rounded by. */
    private static final double ROUNDING = 0.000_5;

    /** In no particular order; more than there are ports when no range is enough. */
    List<Integer> find(EphemeralPorts ports) {
        PortSupply today = new SupplyReader(snapshot, load, facts).read(ports).supply();
        boolean reuse = new PortChanges(snapshot, today, facts).reuse().isPresent();
        List<Integer> needs = new ArrayList<>();
        int listening =
                snapshot.sockets() == null ? 0 : snapshot.sockets().listeners().size();
        TimeWaitOverflow.of(snapshot, ports.usable())
                .filter(overflow -> !load.isEmpty())
                .ifPresent(overflow ->
                        needs.add(clamped(Math.min(overflow.leastPorts(), ports.assignable() - listening))));
        addDeclared(reuse ? reusing(today) : today, needs);
        Sockets sockets = snapshot.sockets();
        if (sockets != null) {
            addUsed(sockets, ports, today, reuse, needs);
        }
        return needs;
    }

    /** Reuse is turned on only for a destination of which there is a finding today, not for one that comes into the range. */
    private void addUsed(Sockets sockets, EphemeralPorts ports, PortSupply supply, boolean reuse, List<Integer> needs) {
        Bands bands = policy.thresholds().portsInUse();
        PortSet range = PortSet.of(ports.range());
        Set<Destination> impossible = DestinationUsage.withoutReuse(snapshot.pools());
        BoundPorts bound = new BoundPorts(snapshot, sockets.connections());
        for (Connections each : sockets.connections()) {
            DestinationUsage.Reuse ofEach = DestinationUsage.Reuse.of(each.destination(), supply, impossible);
            DestinationUsage usage = bound.shared(DestinationUsage.of(each, range, ofEach, ports.usable()), range);
            boolean reused = usage.reuse() == DestinationUsage.Reuse.ON
                    || usage.reuse() == DestinationUsage.Reuse.OFF && reuse && bands.reachedBy(usage.utilisation());
            needs.add(clamped(usage.all(reused) / bands.mildestLimit() + 1));
        }
    }

    /** By ports alone: what other limits allow is not mended by more of them. */
    private void addDeclared(PortSupply supply, List<Integer> needs) {
        double limit = policy.thresholds().capacityUtilisation().mildestLimit();
        PortSupply portsOnly = new PortSupply(
                supply.usablePorts(), supply.timeWait(), supply.reuse(), supply.reuseDelay(), null, null);
        // What is met today must be met by a plan that is made for another reason.
        load.on(portsOnly)
                .measures()
                .mapToDouble(Measure::used)
                .filter(used -> used > 0)
                .forEach(used ->
                        needs.add(clamped(Math.ceil((used + ROUNDING) * Math.max(1, supply.usablePorts()) / limit))));
    }

    private static PortSupply reusing(PortSupply supply) {
        return new PortSupply(
                supply.usablePorts(),
                supply.timeWait(),
                TimeWaitReuse.ALWAYS,
                supply.reuseDelay(),
                supply.conntrackEntries(),
                supply.openFiles());
    }

    private static int clamped(double ports) {
        return (int) Math.min(ports, PortRange.MAX_PORT + 1.0);
    }
}
