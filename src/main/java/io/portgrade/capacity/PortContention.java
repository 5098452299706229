package io.portgrade.capacity;

import java.util.List;
import java.util.Optional;

/** How many of the ports that a demand chooses from are taken, by itself and by those that keep ports from it. */
sealed interface PortContention permits TcpContention, UdpContention {

    Taken of(PortDemand demand);

    /** Of the demands of one protocol. TCP and UDP have their ports apart. */
    static PortContention among(List<PortDemand> demands, String protocol, PortUse use, PortSupply supply) {
        List<PortDemand> own = demands.stream()
                .filter(demand -> demand.destination().protocol().equals(protocol))
                .toList();
        return protocol.equals("udp") ? new UdpContention(own, use, supply) : new TcpContention(own, use, supply);
    }

    /**
     * Ports of the range that are taken.
     *
     * @param own by those who have theirs to themselves
     * @param others by those whose ports may be the same ones
     * @param whose the words that follow "usable ports": who shares them; empty when nobody does
     * @param takers what the others are, in the plural
     */
    record Taken(double own, PortOverlap others, String whose, String takers) {

        /** How many, on average. */
        double ports() {
            return own + others.average();
        }

        /** Of the range, 0 and up: one over the factor by which all demands may grow until the ports run out. */
        double share() {
            return others.shareWith(own);
        }

        /** What is chance in it, in words; empty when nothing is. */
        Optional<String> chance() {
            long least = Math.round(others.least());
            long most = Math.round(others.most());
            return least == most
                    ? Optional.empty()
                    : Optional.of(others.count() + " " + takers + " have " + Math.round(others.average())
                            + " different ports on average, " + least + " to " + most
                            + ": which are the same is chance");
        }
    }
}
