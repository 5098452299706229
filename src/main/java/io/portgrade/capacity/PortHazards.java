package io.portgrade.capacity;

import io.portgrade.snapshot.PortSet;

/** What stands in the way of single ports beside services, such as a firewall. */
public interface PortHazards {

    PortHazards NONE = new PortHazards() {
        @Override
        public PortSet ports() {
            return PortSet.empty();
        }

        @Override
        public boolean allow(PortPlan plan) {
            return true;
        }
    };

    /** Ports that a range had better not have; those that it shares with the range in force as a whole are left out. */
    PortSet ports();

    /** Whether a host that carries out a plan is no worse off than it is today. */
    boolean allow(PortPlan plan);
}
