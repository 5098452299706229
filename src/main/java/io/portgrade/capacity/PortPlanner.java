package io.portgrade.capacity;

import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the smallest change of the ephemeral range after which enough ports are usable and none of them is one that a
 * service binds.
 *
 * @param wantedPorts usable ports that are enough
 * @param maxReservedShare reserved ports as a share of the range beyond which the range is a poor one, 0 to 1
 * @param lowestPort the lowest port that the range may start at
 * @param canReserve whether the system can leave single ports out of automatic choice
 * @param keptFree ports that must not be handed out: those of listeners and well-known services
 */
public record PortPlanner(
        double wantedPorts, double maxReservedShare, int lowestPort, boolean canReserve, PortSet keptFree) {

    private static final PortRange LINUX_DEFAULT = new PortRange(32_768, 60_999);
    private static final PortRange UPPER_HALF = new PortRange(32_768, PortRange.MAX_PORT);
    private static final int FIRST_UNPRIVILEGED = 1_024;

    /**
     * @param current the range in force; null when it is not a valid one
     * @param reserved the ports reserved today
     */
    public PortPlan plan(@Nullable PortRange current, PortSet reserved) {
        List<PortRange> candidates = candidates(current);
        return findFirst(candidates, reserved)
                .or(() -> findFirst(candidates, PortSet.empty()))
                .orElseGet(() -> mostPorts(candidates));
    }

    /** Whether a range is as good as any that could be planned, given that it has no port that must be kept free. */
    public boolean accepts(PortRange current, PortSet reserved) {
        return current.low() >= Math.max(lowestPort, FIRST_UNPRIVILEGED) && isEnough(new PortPlan(current, reserved));
    }

    private Optional<PortPlan> findFirst(List<PortRange> candidates, PortSet reserved) {
        return candidates.stream()
                .map(range -> planFor(range, reserved))
                .filter(this::isEnough)
                .findFirst();
    }

    private PortPlan mostPorts(List<PortRange> candidates) {
        PortPlan best = planFor(candidates.get(0), PortSet.empty());
        for (PortRange range : candidates) {
            PortPlan plan = planFor(range, PortSet.empty());
            if (usable(plan).count() > usable(best).count()) {
                best = plan;
            }
        }
        return best;
    }

    private PortPlan planFor(PortRange range, PortSet reserved) {
        PortSet inside = keptFree.isEmpty() ? keptFree : keptFree.intersect(PortSet.of(range));
        return new PortPlan(range, canReserve ? reserved.union(inside) : reserved);
    }

    private boolean isEnough(PortPlan plan) {
        UsablePorts usable = usable(plan);
        return !usable.hasSameParity()
                && usable.count() >= wantedPorts
                && usable.reservedShare() <= maxReservedShare
                && (canReserve || keptFree.sizeWithin(plan.range()) == 0);
    }

    private static UsablePorts usable(PortPlan plan) {
        return new UsablePorts(plan.range(), plan.reserved(), PortSet.empty());
    }

    /** Ranges to try, the one that changes least first. All have an even number of ports. */
    private List<PortRange> candidates(@Nullable PortRange current) {
        int lowest = Math.max(lowestPort, FIRST_UNPRIVILEGED);
        List<PortRange> candidates = new ArrayList<>();
        if (current != null && current.low() >= lowest) {
            if (current.size() % 2 == 0) {
                candidates.add(current);
            } else if (current.low() < current.high()) {
                candidates.add(new PortRange(current.low(), current.high() - 1));
            }
        }
        for (PortRange range : List.of(LINUX_DEFAULT, UPPER_HALF)) {
            if (range.low() >= lowest) {
                candidates.add(range);
            }
        }
        int even = Math.min(lowest + (lowest & 1), PortRange.MAX_PORT - 1);
        candidates.add(new PortRange(even, PortRange.MAX_PORT));
        return candidates;
    }
}
