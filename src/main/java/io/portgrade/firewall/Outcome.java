package io.portgrade.firewall;

import org.jspecify.annotations.Nullable;

/**
 * What may become of packets from each ephemeral port. A port that may only pass certainly passes, one that may only be
 * dropped is certainly lost.
 */
final class Outcome {

    private static final int PORTS = 65_536;

    final PortBits mayPass;
    final PortBits mayDrop = PortBits.none();

    /** By port; who would drop it, null where nobody does. */
    private @Nullable Decider @Nullable [] deciders;

    /** By port; what is not known about it. */
    private @Nullable Decider @Nullable [] doubts;

    Outcome(PortBits mayPass) {
        this.mayPass = mayPass;
    }

    static Outcome pass() {
        return new Outcome(PortBits.all());
    }

    /** Those of the ports that are in the ranges may be dropped; the last to say so is the one who decides. */
    void drop(PortBits ports, PortRanges ranges, Decider by) {
        mayDrop.addFrom(ports, ranges);
        @Nullable Decider[] all = deciders;
        if (all == null) {
            all = new Decider[PORTS];
            deciders = all;
        }
        note(all, ports, ranges, by, true);
    }

    /** Those of the ports that are in the ranges depend on what is not known; the first to say so counts. */
    void doubt(PortBits ports, PortRanges ranges, Decider by) {
        @Nullable Decider[] all = doubts;
        if (all == null) {
            all = new Decider[PORTS];
            doubts = all;
        }
        note(all, ports, ranges, by, false);
    }

    private static void note(
            @Nullable Decider[] all, PortBits ports, PortRanges ranges, Decider by, boolean overwrite) {
        for (int r = 0; r < ranges.count(); r++) {
            int high = ranges.high(r);
            for (int port = ports.next(ranges.low(r)); port <= high; port = ports.next(port + 1)) {
                if (overwrite || all[port] == null) {
                    all[port] = by;
                }
            }
        }
    }

    @Nullable
    Decider decider(int port) {
        return deciders == null ? null : deciders[port];
    }

    @Nullable
    Decider doubt(int port) {
        return doubts == null ? null : doubts[port];
    }

    /** Neither passing nor being dropped can be told for any of these ports. */
    static Outcome undecided(PortBits ports, Decider why) {
        Outcome outcome = new Outcome(ports.copy());
        outcome.drop(ports, PortRanges.ALL, why);
        outcome.doubt(ports, PortRanges.ALL, why);
        return outcome;
    }

    /** The same for some ports only. */
    Outcome within(PortBits ports) {
        Outcome part = new Outcome(mayPass.copy());
        part.mayPass.retain(ports);
        part.mayDrop.add(mayDrop);
        part.mayDrop.retain(ports);
        part.deciders = deciders;
        part.doubts = doubts;
        return part;
    }

    /** Adds what becomes of the same packets in another case. */
    void merge(Outcome other) {
        mayPass.add(other.mayPass);
        mayDrop.add(other.mayDrop);
        deciders = merged(deciders, other.deciders);
        doubts = merged(doubts, other.doubts);
    }

    private static @Nullable Decider @Nullable [] merged(
            @Nullable Decider @Nullable [] own, @Nullable Decider @Nullable [] other) {
        if (own == null || other == null) {
            return own == null ? other : own;
        }
        @Nullable Decider[] both = own.clone();
        for (int port = 0; port < PORTS; port++) {
            if (both[port] == null) {
                both[port] = other[port];
            }
        }
        return both;
    }
}
