package io.portgrade.firewall;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The packets that a connection needs, in order, and what connection tracking says about each. Pure acknowledgements are
 * among them: without them data is sent again until the connection dies.
 */
final class Conversation {

    /**
     * One packet.
     *
     * @param name as reports call it
     * @param forward whether the side that opens the connection sends it
     */
    record Step(String name, boolean forward, Set<TcpFlag> flags) {}

    private static final Set<TcpFlag> ACK = EnumSet.of(TcpFlag.ACK);
    private static final Set<TcpFlag> DATA = EnumSet.of(TcpFlag.PSH, TcpFlag.ACK);
    private static final List<Step> TCP = List.of(
            new Step("SYN", true, EnumSet.of(TcpFlag.SYN)),
            new Step("SYN/ACK", false, EnumSet.of(TcpFlag.SYN, TcpFlag.ACK)),
            new Step("ACK", true, ACK),
            new Step("data", true, DATA),
            new Step("ACK", false, ACK),
            new Step("data", false, DATA));
    private static final List<Step> UDP =
            List.of(new Step("request", true, Set.of()), new Step("reply", false, Set.of()));
    private static final List<Step> DATAGRAM = List.of(UDP.get(0));

    private Conversation() {}

    /** @param inbound whether others open it: a datagram that comes in needs no answer */
    static List<Step> of(IpProtocol protocol, boolean inbound) {
        if (protocol == IpProtocol.TCP) {
            return TCP;
        }
        return inbound ? DATAGRAM : UDP;
    }

    /**
     * @param untrackedForward whether the packets of the side that opens are kept from connection tracking
     * @param untrackedBack likewise the other side's
     */
    static CtState state(Step step, IpProtocol protocol, boolean untrackedForward, boolean untrackedBack) {
        boolean first = step == TCP.get(0) || step == UDP.get(0);
        if (step.forward() ? untrackedForward : untrackedBack) {
            return CtState.UNTRACKED;
        }
        if (first) {
            return CtState.NEW;
        }
        boolean sawOther = !(step.forward() ? untrackedBack : untrackedForward);
        if (sawOther) {
            return CtState.ESTABLISHED;
        }
        if (protocol == IpProtocol.UDP) {
            return CtState.NEW;
        }
        return step.forward() || step == TCP.get(1) ? CtState.INVALID : CtState.NEW;
    }

    /** Whether connection tracking takes a packet for one of the reply: it saw the first one. */
    static boolean isReply(Step step, boolean untrackedForward) {
        return !step.forward() && !untrackedForward;
    }
}
