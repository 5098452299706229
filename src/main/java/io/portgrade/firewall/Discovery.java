package io.portgrade.firewall;

/** Messages of IPv6's neighbour discovery, without which nothing reaches the other end. {@code RFC 4861, sections 4.3, 4.4} */
final class Discovery {

    static final int SOLICITATION = 135;
    static final int ADVERTISEMENT = 136;

    private Discovery() {}

    /** What became of one. */
    static Passage passage(Direction leg, int type, Outcome outcome) {
        String name = type == SOLICITATION ? "neighbour solicitation" : "neighbour advertisement";
        return new Passage(name, leg == Direction.INBOUND, CtState.UNTRACKED, outcome);
    }
}
