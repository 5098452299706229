package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.AddressRange;
import io.portgrade.firewall.AddressSet;
import io.portgrade.firewall.CtState;
import io.portgrade.firewall.End;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The conditions of a rule while its words are read. */
final class RuleDraft {

    /** A product of two lists that is longer becomes one rule: it decides the same. */
    private static final int MOST_ALTERNATIVES = 1_024;

    private static final Set<Integer> WITH_PORTS = Set.of(6, 17, 33, 132, 136);
    private static final Set<Integer> JUDGED =
            Set.of(IpProtocol.TCP.number(), IpProtocol.UDP.number(), IpProtocol.ICMPV6.number());
    private static final int NONE = -1;

    private final Family family;
    private final List<Match> matches = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<Match> tracking = new ArrayList<>();
    private List<AddressRange> sources = List.of();
    private List<AddressRange> destinations = List.of();
    private @Nullable Match trackingState;
    private @Nullable String needingPorts;
    private @Nullable String needingProtocol;
    private int neededProtocol = NONE;
    private int protocol = NONE;
    private boolean hopLimited;
    private boolean modelled = true;

    RuleDraft(Family family) {
        this.family = family;
    }

    Family family() {
        return family;
    }

    void add(Match match, boolean negated) {
        matches.add(negated ? Match.not(match) : match);
    }

    void add(Match match) {
        matches.add(match);
    }

    /** Only packets of one protocol. */
    void protocol(int number) {
        protocol = number;
        matches.add(Match.Protocol.of(number));
    }

    /** Addresses of which iptables makes a rule each. */
    void addresses(End end, List<AddressRange> ranges) {
        if (end == End.SOURCE) {
            sources = ranges;
        } else {
            destinations = ranges;
        }
    }

    /** A condition that only rules of a protocol with ports may have. */
    void needsPorts(String text) {
        needingPorts = text;
    }

    /** A condition that only rules of a protocol may have. */
    void needsProtocol(int number, String text) {
        neededProtocol = number;
        needingProtocol = text;
    }

    /** The state that {@code -m conntrack} asks for. */
    void trackingState(Match state) {
        trackingState = state;
        matches.add(state);
    }

    /** What else {@code -m conntrack} asks for. */
    void tracking(Match match) {
        tracking.add(match);
    }

    /** A condition that is understood to be there, and no more. */
    void unmodelled(String text) {
        modelled = false;
        matches.add(new Match.Unmodelled(text));
    }

    /** A condition that cannot be read. */
    void problem(String message, String text) {
        problems.add(message);
        unmodelled(text);
    }

    /** Something in a condition that is added as well is not modelled. */
    void isNotModelled() {
        modelled = false;
    }

    /** Asks for a hop limit, which only neighbour discovery is known to have. */
    void hopLimit(Match match) {
        hopLimited = true;
        matches.add(match);
    }

    boolean modelled() {
        return modelled && !(hopLimited && protocol != IpProtocol.ICMPV6.number());
    }

    /** Whether no packet that is judged is of the rule's protocol, so that nothing else about it matters. */
    boolean isAboutOthers() {
        return protocol != NONE && !JUDGED.contains(protocol);
    }

    List<String> problems() {
        return problems;
    }

    /** Ends the reading: the matches of each rule. */
    List<List<Match>> alternatives() {
        if (needingPorts != null && !WITH_PORTS.contains(protocol)) {
            problem("ports need -p tcp, udp, sctp, dccp or udplite before them", needingPorts);
        }
        if (needingProtocol != null && protocol != neededProtocol) {
            problem("needs its protocol, with -p", needingProtocol);
        }
        tracking.forEach(match -> matches.add(trackingState == null ? match : afterState(match)));
        return expanded();
    }

    /** The kernel looks at the state alone when a packet has no connection (net/netfilter/xt_conntrack.c, v6.6). */
    private static Match afterState(Match match) {
        return new Match.AnyOf(List.of(new Match.State(Set.of(CtState.INVALID, CtState.UNTRACKED)), match));
    }

    private List<List<Match>> expanded() {
        long product = (long) Math.max(1, sources.size()) * Math.max(1, destinations.size());
        boolean single = product > MOST_ALTERNATIVES;
        List<List<Match>> all = new ArrayList<>();
        for (List<AddressRange> source : single ? List.of(sources) : each(sources)) {
            for (List<AddressRange> destination : single ? List.of(destinations) : each(destinations)) {
                List<Match> alternative = new ArrayList<>(matches.size() + 2);
                address(End.SOURCE, source, alternative);
                address(End.DESTINATION, destination, alternative);
                alternative.addAll(matches);
                all.add(alternative);
            }
        }
        return all;
    }

    private static List<List<AddressRange>> each(List<AddressRange> ranges) {
        return ranges.isEmpty()
                ? List.of(ranges)
                : ranges.stream().map(List::of).toList();
    }

    private static void address(End end, List<AddressRange> ranges, List<Match> alternative) {
        if (!ranges.isEmpty()) {
            alternative.add(new Match.Address(end, AddressSet.of(ranges)));
        }
    }
}
