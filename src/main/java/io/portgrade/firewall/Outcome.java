package io.portgrade.firewall;

import org.jspecify.annotations.Nullable;

/**
 * What may become of packets from each ephemeral port. A port that may only pass certainly passes, one that may only be
 * dropped is certainly lost.
 */
final class Outcome {

    final PortBits mayPass;
    final PortBits mayDrop = PortBits.none();

    /** Who drops ports whatever is not known, then who may drop them, then what is not known about them. */
    private @Nullable Deciders certain;

    private @Nullable Deciders possible;
    private @Nullable Deciders doubts;

    Outcome(PortBits mayPass) {
        this.mayPass = mayPass;
    }

    static Outcome pass() {
        return new Outcome(PortBits.all());
    }

    /** Those of the ports that a rule hits are dropped, certainly or possibly. */
    void drop(PortBits ports, Hits hits, Decider by) {
        mayDrop.addFrom(ports, hits.may());
        if (!hits.must().isEmpty()) {
            certain = noted(certain, ports, hits.must(), by);
        }
        if (hits.must() != hits.may()) {
            possible = noted(possible, ports, hits.may(), by);
        }
    }

    /** Those of the ports that are in the ranges depend on what is not known. */
    void doubt(PortBits ports, PortRanges ranges, Decider by) {
        doubts = noted(doubts, ports, ranges, by);
    }

    private static Deciders noted(@Nullable Deciders deciders, PortBits ports, PortRanges ranges, Decider by) {
        Deciders noted = deciders == null ? new Deciders() : deciders;
        noted.note(ports, ranges, by);
        return noted;
    }

    /** Who drops a port, if anyone does. */
    @Nullable
    Decider decider(int port) {
        Decider sure = certain == null ? null : certain.at(port);
        return sure != null || possible == null ? sure : possible.at(port);
    }

    /** What is not known about a port. */
    @Nullable
    Decider doubt(int port) {
        return doubts == null ? null : doubts.at(port);
    }

    /** The last of the ports from this one on of which {@link #decider} and {@link #doubt} say the same. */
    int sameUntil(int port) {
        int until = certain == null ? PortBits.LAST : certain.sameUntil(port);
        until = possible == null ? until : Math.min(until, possible.sameUntil(port));
        return doubts == null ? until : Math.min(until, doubts.sameUntil(port));
    }

    /** Neither passing nor being dropped can be told for any of these ports. */
    static Outcome undecided(PortBits ports, Decider why) {
        Outcome outcome = new Outcome(ports.copy());
        outcome.drop(ports, Hits.UNKNOWN, why);
        outcome.doubt(ports, PortRanges.ALL, why);
        return outcome;
    }

    /** The same for some ports only. */
    Outcome within(PortBits ports) {
        Outcome part = new Outcome(mayPass.copy());
        part.mayPass.retain(ports);
        part.addDrops(this, ports);
        return part;
    }

    /** Adds what becomes of the same packets in another case. */
    void merge(Outcome other) {
        mayPass.add(other.mayPass);
        addDrops(other, PortBits.all());
    }

    /** Adds what another outcome says about how some ports are dropped. */
    void addDrops(Outcome other, PortBits ports) {
        PortBits dropped = other.mayDrop.copy();
        dropped.retain(ports);
        mayDrop.add(dropped);
        certain = both(certain, other.certain, dropped);
        possible = both(possible, other.possible, dropped);
        doubts = both(doubts, other.doubts, ports);
    }

    private static @Nullable Deciders both(@Nullable Deciders own, @Nullable Deciders other, PortBits ports) {
        if (other == null) {
            return own;
        }
        Deciders both = own == null ? new Deciders() : own;
        both.noteAll(other, ports);
        return both;
    }
}
