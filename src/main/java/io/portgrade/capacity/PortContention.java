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
     * @param ports on average
     * @param share of the range, 0 and up: one over the factor by which all demands may grow until the ports run out
     * @param whose the words that follow "usable ports": who shares them; empty when nobody does
     * @param chance what is chance in it, in words; empty when nothing is
     */
    record Taken(double ports, double share, String whose, Optional<String> chance) {

        /** @param takers what the others are, in the plural */
        static Taken of(double own, PortOverlap others, String whose, String takers) {
            return new Taken(own + others.average(), others.shareWith(own), whose, chance(others, takers));
        }

        private static Optional<String> chance(PortOverlap others, String takers) {
            long least = Math.round(others.least());
            long most = Math.round(others.most());
            return least == most
                    ? Optional.empty()
                    : Optional.of("%d %s have %d different ports on average, %d to %d: which are the same is chance"
                            .formatted(others.count(), takers, Math.round(others.average()), least, most));
        }
    }
}
