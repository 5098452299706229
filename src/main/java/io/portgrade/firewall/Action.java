package io.portgrade.firewall;

import io.portgrade.snapshot.PortRange;
import org.jspecify.annotations.Nullable;

/** What a rule does with the packets that it matches. */
public sealed interface Action {

    /** Whether the next rule follows, for whatever packet. */
    default boolean decidesNothing() {
        return this instanceof Continue || this instanceof Mark;
    }

    /** Ends this base chain; later ones still look at the packet. */
    record Accept() implements Action {}

    /** The packet is gone, with an answer (REJECT) or without. */
    record Drop() implements Action {}

    /** Goes on: LOG, counters, TRACE. */
    record Continue() implements Action {}

    /**
     * Goes on, with another mark.
     *
     * @param bits of the mark that may be set by it
     */
    record Mark(int bits) implements Action {

        /** Any bit of it may be. */
        public static final int ANY = -1;
    }

    /** Goes on in another chain of the table, and here after that. */
    record Jump(String chain) implements Action {}

    /** Goes on in another chain of the table, and after that where this chain was called. */
    record Goto(String chain) implements Action {}

    /** Back to the caller; in a base chain, its policy. */
    record Return() implements Action {}

    /** Takes the packet from connection tracking, if it has not yet met it, and goes on. */
    record NoTrack() implements Action {}

    /**
     * Sends the connection elsewhere (DNAT, REDIRECT) and ends the chain.
     *
     * @param address null when it stays, or is this host's (REDIRECT)
     * @param ports null when they stay
     */
    record DestinationNat(
            @Nullable AddressRange address, @Nullable PortRange ports) implements Action {}

    /**
     * Rewrites where the connection comes from (SNAT, MASQUERADE) and ends the chain.
     *
     * @param ports null when any may be taken, which keeps the port if it can
     * @param random whether the port is not even kept where it is among them ({@code nf_nat_core.c, get_unique_tuple}, v6.6)
     */
    record SourceNat(@Nullable PortRange ports, boolean random) implements Action {

        /** What the kernel chooses from for a port of at least 1024 (net/netfilter/nf_nat_core.c, v6.6). */
        private static final PortRange ANY = new PortRange(1_024, PortRange.MAX_PORT);

        public SourceNat {
            ports = ports == null && random ? ANY : ports;
        }
    }

    /** Not modelled: the packet may be accepted, dropped or go on. */
    record Unmodelled(String text) implements Action {}
}
