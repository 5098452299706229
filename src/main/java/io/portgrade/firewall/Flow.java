package io.portgrade.firewall;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connections between the host and another end, alike but for the ephemeral port.
 *
 * @param inbound whether the other end opens them, to an ephemeral port of the host
 * @param local the host's addresses of the family; empty when unknown
 * @param remote null when it may be any
 * @param remotePort null when it may be any
 * @param loopback whether the other end is on the host itself
 * @param networkInterface null when unknown
 */
record Flow(
        boolean inbound,
        Family family,
        IpProtocol protocol,
        AddressSet local,
        @Nullable IpAddress remote,
        @Nullable Integer remotePort,
        boolean loopback,
        @Nullable String networkInterface) {

    /** The same to wherever a rule may send it, on whatever way. */
    Flow redirected() {
        return new Flow(inbound, family, protocol, local, null, null, false, null);
    }

    /** @param leg which hooks of this host the packet meets; only on the loopback interface both, one after the other */
    PacketClass packet(Conversation.Step step, Direction leg, CtState state, boolean reply) {
        boolean toEphemeral = step.forward() == inbound;
        return new PacketClass(
                leg,
                toEphemeral ? End.DESTINATION : End.SOURCE,
                family,
                protocol,
                local,
                remote,
                remotePort,
                loopback,
                loopback ? "lo" : networkInterface,
                state,
                reply,
                TcpFlag.bits(step.flags()),
                0,
                0);
    }

    /** The host's side of the way of a packet. */
    List<Direction> legs(Conversation.Step step) {
        if (loopback) {
            return List.of(Direction.OUTBOUND, Direction.INBOUND);
        }
        return List.of(step.forward() == inbound ? Direction.INBOUND : Direction.OUTBOUND);
    }

    /** A message of neighbour discovery on the way to the other end. */
    PacketClass discovery(Direction leg, int type) {
        return new PacketClass(
                leg,
                leg == Direction.INBOUND ? End.DESTINATION : End.SOURCE,
                family,
                IpProtocol.ICMPV6,
                AddressSet.NONE,
                null,
                null,
                false,
                networkInterface,
                CtState.UNTRACKED,
                false,
                0,
                type,
                0);
    }

    Flow to(AddressRange address, @Nullable Integer port) {
        return new Flow(inbound, family, protocol, local, address.low(), port, loopback, networkInterface);
    }
}
