package io.portgrade.firewall;

import io.portgrade.snapshot.PortRange;
import org.jspecify.annotations.Nullable;

/**
 * Ephemeral ports whose connections connection tracking and NAT treat alike. A port may be in several cells, when a match
 * that decides about it is not modelled.
 *
 * @param untrackedForward whether packets of the side that opens are kept from connection tracking
 * @param untrackedBack likewise the other side's
 * @param nat what becomes of the connection's ends; null when nothing does, {@link Action.Unmodelled} when it is not known
 */
record Cell(
        PortBits ports,
        boolean untrackedForward,
        boolean untrackedBack,
        @Nullable Action nat) {

    /** The ports that the connection may have on the way instead of its own; null when it keeps it. */
    @Nullable
    PortRanges translated(boolean inbound) {
        PortRange range = null;
        if (!inbound && nat instanceof Action.SourceNat source) {
            range = source.ports();
        } else if (inbound && nat instanceof Action.DestinationNat destination) {
            range = destination.ports();
        }
        return range == null ? null : PortRanges.of(range.low(), range.high());
    }

    /** Whether a connection whose port is among those keeps it. */
    boolean keepsPorts() {
        return !(nat instanceof Action.SourceNat source && source.random());
    }

    /** Whether what NAT does is beyond the model, so that nothing can be told. */
    boolean isUndecided() {
        return nat instanceof Action.Unmodelled;
    }
}
