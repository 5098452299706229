package io.portgrade.firewall;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** One condition of a rule. What is not modelled is unknown: neither everything nor nothing. */
public sealed interface Match {

    /** The ephemeral ports of a class of packets that meet the condition. */
    Hits hits(PacketClass packet);

    static Match not(Match match) {
        return new Not(match);
    }

    /**
     * The protocol above IP.
     *
     * @param numbers IANA's
     */
    record Protocol(Set<Integer> numbers) implements Match {

        private static final List<Protocol> EACH = IntStream.rangeClosed(0, 255)
                .mapToObj(number -> new Protocol(Set.of(number)))
                .toList();

        public Protocol {
            numbers = Set.copyOf(numbers);
        }

        public static Protocol of(IpProtocol protocol) {
            return of(protocol.number());
        }

        /** Most rules name one protocol: all that name the same one share this. */
        public static Protocol of(int number) {
            return number >= 0 && number < EACH.size() ? EACH.get(number) : new Protocol(Set.of(number));
        }

        @Override
        public Hits hits(PacketClass packet) {
            return Hits.of(numbers.contains(packet.protocol().number()));
        }
    }

    /** The version of IP. */
    record OfFamily(Family family) implements Match {

        @Override
        public Hits hits(PacketClass packet) {
            return Hits.of(family == packet.family());
        }
    }

    /** The address of one end; addresses of the other family never match. */
    record Address(End end, AddressSet addresses) implements Match {

        @Override
        public Hits hits(PacketClass packet) {
            return new AddressHits(addresses, packet).at(end);
        }
    }

    /** Some bits of the address of one end. That of another host is not known, since it stands for a range of such. */
    record MaskedAddress(End end, AddressMask mask) implements Match {

        @Override
        public Hits hits(PacketClass packet) {
            if (mask.family() != packet.family() || mask.isImpossible()) {
                return Hits.NONE;
            }
            return packet.isOwn(end) ? mask.hits(packet.local()) : Hits.UNKNOWN;
        }
    }

    /** What kind of address one end has. Who has no neighbour yet asks all of them: RFC 4861, section 7.2.2. */
    record OfAddressType(End end, Set<AddressType> types) implements Match {

        private static final int NEIGHBOUR_SOLICITATION = 135;

        public OfAddressType {
            types = Set.copyOf(types);
        }

        @Override
        public Hits hits(PacketClass packet) {
            if (packet.protocol() == IpProtocol.ICMPV6
                    && packet.icmpType() == NEIGHBOUR_SOLICITATION
                    && end == End.DESTINATION) {
                return Hits.of(types.contains(AddressType.MULTICAST));
            }
            return Hits.of(types.contains(packet.isOwn(end) ? AddressType.LOCAL : AddressType.UNICAST));
        }
    }

    /** The port of one end; packets of protocols without ports never match. */
    record Port(End end, PortRanges ports, Hits onEphemeral) implements Match {

        public Port(End end, PortRanges ports) {
            this(end, ports, Hits.exactly(ports));
        }

        @Override
        public Hits hits(PacketClass packet) {
            if (!packet.protocol().hasPorts()) {
                return Hits.NONE;
            }
            if (end == packet.ephemeral()) {
                return onEphemeral;
            }
            Integer remote = packet.remotePort();
            if (remote == null) {
                return ports.equals(PortRanges.ALL) ? Hits.ALL : ports.isEmpty() ? Hits.NONE : Hits.UNKNOWN;
            }
            return Hits.of(ports.contains(remote));
        }
    }

    /**
     * The interface that a packet came in by, or leaves by.
     *
     * @param prefix whether {@code name} is only how the interface's name begins; an empty prefix matches any interface
     */
    record Interface(Direction direction, String name, boolean prefix) implements Match {

        private static final String LOOPBACK = "lo";

        @Override
        public Hits hits(PacketClass packet) {
            if (prefix && name.isEmpty()) {
                return Hits.ALL;
            }
            if (packet.direction() != direction) {
                return Hits.NONE;
            }
            if (packet.loopback()) {
                return Hits.of(names(LOOPBACK));
            }
            String known = packet.networkInterface();
            if (known != null) {
                return Hits.of(names(known));
            }
            return !prefix && name.equals(LOOPBACK) ? Hits.NONE : Hits.UNKNOWN;
        }

        private boolean names(String other) {
            return prefix ? other.startsWith(name) : other.equals(name);
        }
    }

    /** What connection tracking says: any of these states. */
    record State(Set<CtState> states) implements Match {

        public State {
            states = Set.copyOf(states);
        }

        @Override
        public Hits hits(PacketClass packet) {
            return Hits.of(states.contains(packet.state()));
        }
    }

    /** Whether a packet goes with or against its connection's first; one without a connection does neither. */
    record ConnectionDirection(boolean reply) implements Match {

        @Override
        public Hits hits(PacketClass packet) {
            boolean tracked = packet.state() != CtState.INVALID && packet.state() != CtState.UNTRACKED;
            return Hits.of(tracked && packet.reply() == reply);
        }
    }

    /**
     * The flags of TCP. {@code --tcp-flags MASK COMP} and nft's {@code tcp flags & mask == value} compare; nft's bare
     * {@code tcp flags syn} asks whether any of the bits is set.
     *
     * @param mask bits of {@link TcpFlag} to look at
     * @param value what they must be; not looked at when {@code anyBit}
     */
    record TcpFlags(int mask, int value, boolean anyBit) implements Match {

        @Override
        public Hits hits(PacketClass packet) {
            if (packet.protocol() != IpProtocol.TCP) {
                return Hits.NONE;
            }
            return Hits.of(isMetBy(packet.tcpFlags()));
        }

        boolean isMetBy(int tcpFlags) {
            int bits = tcpFlags & mask;
            return anyBit ? bits != 0 : bits == value;
        }
    }

    /**
     * The type of an ICMPv6 message.
     *
     * @param types 0 to 255
     */
    record Icmpv6Type(Set<Integer> types) implements Match {

        public Icmpv6Type {
            types = Set.copyOf(types);
        }

        @Override
        public Hits hits(PacketClass packet) {
            return Hits.of(packet.protocol() == IpProtocol.ICMPV6 && types.contains(packet.icmpType()));
        }
    }

    /**
     * The hop limit, or time to live. Neighbour discovery has 255 (RFC 4861, section 7.1); of others it is not known.
     *
     * @param low the lowest that matches
     * @param high the highest
     */
    record HopLimit(int low, int high) implements Match {

        private static final int OF_DISCOVERY = 255;

        @Override
        public Hits hits(PacketClass packet) {
            return packet.protocol() == IpProtocol.ICMPV6
                    ? Hits.of(low <= OF_DISCOVERY && OF_DISCOVERY <= high)
                    : Hits.UNKNOWN;
        }
    }

    /**
     * The packet's mark, with which it neither comes in nor leaves a program that sets none ({@code SO_MARK, socket(7)}).
     *
     * @param mask the bits that are looked at
     * @param value what they must be; with others set, no packet has it
     */
    record PacketMark(int mask, int value) implements Match {

        @Override
        public Hits hits(PacketClass packet) {
            int open = mask & packet.marks();
            if ((value & ~open) != 0) {
                return Hits.NONE;
            }
            return open == 0 ? Hits.ALL : Hits.UNKNOWN;
        }
    }

    /**
     * A condition whose outcome is the same for all packets of a connection: {@code -m comment}, a packet type that unicast
     * never has, a reverse path that a host with symmetric routes always finds.
     */
    record Fixed(boolean outcome, String text) implements Match {

        @Override
        public Hits hits(PacketClass packet) {
            return Hits.of(outcome);
        }
    }

    /** All of some conditions; none of them is always met. */
    record AllOf(List<Match> matches) implements Match {

        public AllOf {
            matches = List.copyOf(matches);
        }

        @Override
        public Hits hits(PacketClass packet) {
            return Hits.ofAll(matches, match -> match.hits(packet));
        }
    }

    /** Any of some conditions, such as the elements of a set; none of them is never met. */
    record AnyOf(List<Match> matches) implements Match {

        public AnyOf {
            matches = List.copyOf(matches);
        }

        @Override
        public Hits hits(PacketClass packet) {
            return Hits.ofAny(matches, match -> match.hits(packet));
        }
    }

    /** The opposite of a condition. */
    record Not(Match match) implements Match {

        @Override
        public Hits hits(PacketClass packet) {
            return match.hits(packet).not();
        }
    }

    /** A condition that is not modelled, as it was written. */
    record Unmodelled(String text) implements Match {

        @Override
        public Hits hits(PacketClass packet) {
            return Hits.UNKNOWN;
        }
    }
}
