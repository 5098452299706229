package io.portgrade.capacity;

import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the smallest change of the ephemeral range after which enough ports are usable and none of them is one that a
 * service binds. What is reserved stays reserved: only its owner knows for what.
 *
 * @param wantedPorts usable ports that are enough, those at which something listens among them
 * @param maxReservedShare reserved ports as a share of the range beyond which the range is a poor one, 0 to 1
 * @param lowestPort the lowest port that the range may start at
 * @param canReserve whether the system can leave single ports out of automatic choice
 * @param byParity as in {@link UsablePorts}
 * @param listening ports at which something listens
 * @param keptFree ports that must not be handed out: those of listeners and well-known services
 * @param hazards what a plan must not make worse
 */
public record PortPlanner(
        double wantedPorts,
        double maxReservedShare,
        int lowestPort,
        boolean canReserve,
        boolean byParity,
        PortSet listening,
        PortSet keptFree,
        PortHazards hazards) {

    private static final PortRange LINUX_DEFAULT = new PortRange(32_768, 60_999);
    private static final PortRange UPPER_HALF = new PortRange(32_768, PortRange.MAX_PORT);
    private static final int FIRST_UNPRIVILEGED = 1_024;

    /** The same where hazards do not matter. */
    public PortPlanner regardless() {
        return new PortPlanner(
                wantedPorts, maxReservedShare, lowestPort, canReserve, byParity, listening, keptFree, PortHazards.NONE);
    }

    /**
     * The first candidate that {@link #isEnough}, and when there is none, the one with the most ports.
     *
     * @param current the range in force; null when it is not a valid one
     * @param reserved the ports reserved today
     */
    public PortPlan plan(@Nullable PortRange current, PortSet reserved) {
        List<PortRange> candidates = candidates(current);
        return findFirst(candidates, reserved).orElseGet(() -> mostPorts(candidates, reserved));
    }

    /** Whether a range is as good as any that could be planned, given that it has no port that must be kept free. */
    public boolean accepts(PortRange current, PortSet reserved) {
        return current.low() >= lowest() && isEnough(new PortPlan(current, reserved));
    }

    /** Whether nothing is left to be said about the ports once a plan is carried out. */
    public boolean isEnough(PortPlan plan) {
        UsablePorts usable = usable(plan);
        return !usable.hasSameParity()
                && usable.besideServices() >= wantedPorts
                && usable.reservedShare() <= maxReservedShare
                && keepsFree(plan)
                && hazards.allow(plan);
    }

    private Optional<PortPlan> findFirst(List<PortRange> candidates, PortSet reserved) {
        return candidates.stream()
                .map(range -> planFor(range, reserved))
                .filter(this::isEnough)
                .findFirst();
    }

    /** Of the plans that hand out no port that must be kept free; the last candidate is one wherever there can be any. */
    private PortPlan mostPorts(List<PortRange> candidates, PortSet reserved) {
        PortPlan best = planFor(candidates.get(candidates.size() - 1), reserved);
        for (PortRange range : candidates) {
            PortPlan plan = planFor(range, reserved);
            if (keepsFree(plan) && usable(plan).besideServices() > usable(best).besideServices()) {
                best = plan;
            }
        }
        return best;
    }

    private PortPlan planFor(PortRange range, PortSet reserved) {
        PortSet inside = keptFree.isEmpty() ? keptFree : keptFree.intersect(PortSet.of(range));
        return new PortPlan(range, canReserve ? reserved.union(inside) : reserved);
    }

    private boolean keepsFree(PortPlan plan) {
        return canReserve || keptFree.sizeWithin(plan.range()) == 0;
    }

    private UsablePorts usable(PortPlan plan) {
        return new UsablePorts(plan.range(), plan.reserved(), listening, byParity);
    }

    private int lowest() {
        return Math.max(lowestPort, FIRST_UNPRIVILEGED);
    }

    /** Ranges to try, the one that changes least first. All have an even number of ports, where there are two and it matters. */
    private List<PortRange> candidates(@Nullable PortRange current) {
        List<PortRange> candidates = new ArrayList<>();
        if (current != null && current.low() >= lowest()) {
            candidates.add(byParity ? even(current) : current);
        }
        for (PortRange range : List.of(LINUX_DEFAULT, UPPER_HALF)) {
            if (range.low() >= lowest()) {
                candidates.add(range);
            }
        }
        PortRange unprivileged =
                new PortRange(Math.min(lowest() + (lowest() & 1), PortRange.MAX_PORT), PortRange.MAX_PORT);
        candidates.add(unprivileged);
        PortSet hazardous = hazards.ports();
        if (!hazardous.isEmpty()) {
            candidates.add(even(longestGap(canReserve ? hazardous : hazardous.union(keptFree))));
        }
        candidates.add(even(longestGap(keptFree)));
        return candidates;
    }

    /** The most ports in a row of which none is to be passed over; all of them when there is no such port. */
    private PortRange longestGap(PortSet passedOver) {
        PortRange range = new PortRange(lowest(), PortRange.MAX_PORT);
        return PortSet.of(range).minus(passedOver).ranges().stream()
                .max(Comparator.comparingInt(PortRange::size))
                .orElse(range);
    }

    /** Without its last port when it has an odd number of them. */
    private static PortRange even(PortRange range) {
        return range.size() % 2 == 0 || range.size() == 1 ? range : new PortRange(range.low(), range.high() - 1);
    }
}
