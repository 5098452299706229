package io.portgrade.fact;

import io.portgrade.snapshot.Pool;
import java.util.Collection;

/**
 * Pools that open more connections for each request than the policy lets them; absent when no pool says enough.
 *
 * @param timeWait which of them leave TIME_WAITs on this side
 */
public record ConnectionsPerRequest(AffectedPools pools, TimeWait timeWait) implements PoolTrouble {

    /** Whether TIME_WAITs come of their connections. */
    public enum TimeWait {
        OF_ALL(", and a port for as long as TIME_WAIT lasts"),
        OF_SOME(", and a port for as long as TIME_WAIT lasts where this side has it"),
        OF_NONE("");

        private final String cost;

        TimeWait(String cost) {
            this.cost = cost;
        }

        static TimeWait of(Collection<Pool> pools) {
            if (pools.stream().noneMatch(Pool::leavesNoTimeWait)) {
                return OF_ALL;
            }
            return pools.stream().allMatch(Pool::leavesNoTimeWait) ? OF_NONE : OF_SOME;
        }
    }

    /** For a sentence: {@code each one costs a handshake, and a port for as long as TIME_WAIT lasts}. */
    public String cost() {
        return "each one costs a handshake" + timeWait.cost;
    }
}
