package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Family;
import org.jspecify.annotations.Nullable;

/** One part of a rule; text and JSON come down to the same. */
sealed interface Statement {

    /** Without it nothing after it happens. */
    record Condition(Expression left, Operator operator, Expression right, String text) implements Statement {}

    /** {@code tcp dport vmap @ports} */
    record VerdictMap(Expression key, Expression map, String text) implements Statement {}

    /** Accept, drop, return, continue, jump, goto, notrack. */
    record Decision(Action action) implements Statement {}

    /**
     * Reject.
     *
     * @param family which alone can be told so: {@code with icmp} is about IPv4 only; null for the others
     * @param tcp whether it is {@code with tcp reset}
     */
    record Reject(@Nullable Family family, boolean tcp) implements Statement {}

    /**
     * Address translation.
     *
     * @param source whether it is about the source
     * @param address null when it stays, or is this host's
     * @param port null when it stays
     * @param random whether another port is taken in any case
     */
    record Translation(
            boolean source,
            @Nullable Expression address,
            @Nullable Expression port,
            boolean random,
            String text) implements Statement {}

    /**
     * Sets the mark of a packet.
     *
     * @param bits that may be set by it
     */
    record Marking(int bits) implements Statement {}

    /** What does nothing to whether a packet passes: counter, log, comment. */
    record Aside() implements Statement {}

    /** A condition that depends on more than the packet: limit, quota. */
    record Perhaps(String text) implements Statement {}

    /** What may accept, drop or go on: queue, synproxy. */
    record Anything(String text) implements Statement {}

    /** Puts a packet into a zone of connection tracking, where its connection may not be known. */
    record Zone(String text) implements Statement {}

    /** What an extension of iptables does, of which nft shows only the name. */
    record Extension(boolean target, String name, String text) implements Statement {}

    /** The rest of a rule, which cannot be read. */
    record Unreadable(String text) implements Statement {}
}
