package io.portgrade.fact;

import io.portgrade.capacity.DestinationCapacity;
import io.portgrade.capacity.PortSupply;
import io.portgrade.fact.CapacityUse.Kind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a demand too near to its ceiling when no setting that a rule plans is enough, and yet something beside the
 * pools could be changed: a firewall, the connection tracking table, the files that a process may open.
 *
 * @param most the most that those settings do
 */
record OtherLimits(CapacityRemedy remedy, Kind kind, DestinationCapacity capacity, PortChange most) {

    private static final int SMALLEST_TABLE = 10;
    private static final int LARGEST_TABLE = 30;

    /** Whole sentences; empty when the ports themselves are the limit. */
    Optional<String> advice() {
        PortSupply after = remedy.supplyAfter(most);
        int behindFirewall = remedy.behindFirewall();
        if (behindFirewall > after.usablePorts()
                && isEnough(limited(after, behindFirewall, after.conntrackEntries(), after.openFiles()))) {
            return Optional.of(
                    "Mend the firewall first: with a wider range, of which it drops packets today, it would be "
                            + remedy.aim() + " or below.");
        }
        if (after.conntrackEntries() != null && isEnough(withTable(after, null))) {
            return Optional.of("The connection tracking table is the limit: set nf_conntrack_max to " + tableFor(after)
                    + " in the initial network namespace" + together() + ", which brings it to " + remedy.aim()
                    + " or below.");
        }
        if (after.openFiles() != null
                && isEnough(limited(after, after.usablePorts(), after.conntrackEntries(), null))) {
            return Optional.of("The files that a process may open are the limit: raise its nofile" + together() + ".");
        }
        return Optional.empty();
    }

    private String together() {
        return most.settings().isEmpty() ? "" : ", and " + most.assignments();
    }

    /** The least power of two that is enough, given that no limit at all would be. */
    private long tableFor(PortSupply after) {
        int low = SMALLEST_TABLE;
        int high = LARGEST_TABLE;
        while (low < high) {
            int middle = (low + high) / 2;
            if (isEnough(withTable(after, 1L << middle))) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return 1L << high;
    }

    private boolean isEnough(PortSupply supply) {
        return remedy.isEnough(kind, supply, capacity);
    }

    private static PortSupply withTable(PortSupply supply, @Nullable Long entries) {
        return limited(supply, supply.usablePorts(), entries, supply.openFiles());
    }

    private static PortSupply limited(
            PortSupply supply, int usablePorts, @Nullable Long conntrackEntries, @Nullable Long openFiles) {
        return new PortSupply(
                usablePorts, supply.timeWait(), supply.reuse(), supply.reuseDelay(), conntrackEntries, openFiles);
    }
}
