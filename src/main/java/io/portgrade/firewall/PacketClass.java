package io.portgrade.firewall;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Packets that differ in nothing but the host's ephemeral port. What is not known about them is left out, and a match that
 * asks for it answers {@link Hits#UNKNOWN}.
 *
 * @param direction which hooks the packet meets
 * @param ephemeral the end that has the ephemeral port: the destination of what comes in, the source of what goes out; on
 *     the loopback interface either, both ways
 * @param local the host's addresses of the family; empty when unknown, though never loopback or multicast then
 * @param remote the other end's address; null when it may be any
 * @param remotePort the other end's port; null when it may be any
 * @param loopback whether the other end is on this host
 * @param networkInterface that the packet comes in or goes out by; null when unknown, though never {@code lo} then
 * @param reply whether it goes against the direction of its connection's first packet
 * @param tcpFlags bits of {@link TcpFlag}; 0 for other protocols
 * @param icmpType of ICMPv6; 0 for other protocols
 * @param marks bits of the packet's mark that a rule may have set; the others are 0
 */
public record PacketClass(
        Direction direction,
        End ephemeral,
        Family family,
        IpProtocol protocol,
        AddressSet local,
        @Nullable IpAddress remote,
        @Nullable Integer remotePort,
        boolean loopback,
        @Nullable String networkInterface,
        CtState state,
        boolean reply,
        int tcpFlags,
        int icmpType,
        int marks) {

    /** Whether this end is on this host. */
    boolean isOwn(End end) {
        return loopback || end == ephemeral;
    }

    /**
     * What comes in from anywhere, to an address of the host.
     *
     * @param flags that TCP has; other protocols have none
     */
    static PacketClass fromAnywhere(Family family, IpProtocol protocol, CtState state, Set<TcpFlag> flags) {
        return new PacketClass(
                Direction.INBOUND,
                End.DESTINATION,
                family,
                protocol,
                AddressSet.NONE,
                null,
                null,
                false,
                null,
                state,
                state == CtState.ESTABLISHED,
                protocol == IpProtocol.TCP ? TcpFlag.bits(flags) : 0,
                0,
                0);
    }

    public PacketClass withState(CtState other) {
        return with(remote, remotePort, other, marks);
    }

    PacketClass withRemote(IpAddress address, @Nullable Integer port) {
        return with(address, port, state, marks);
    }

    PacketClass withMarks(int bits) {
        return with(remote, remotePort, state, bits);
    }

    private PacketClass with(
            @Nullable IpAddress otherRemote, @Nullable Integer otherPort, CtState otherState, int otherMarks) {
        return new PacketClass(
                direction,
                ephemeral,
                family,
                protocol,
                local,
                otherRemote,
                otherPort,
                loopback,
                networkInterface,
                otherState,
                reply,
                tcpFlags,
                icmpType,
                otherMarks);
    }
}
