package io.portgrade.ingest.sockets;

import io.portgrade.ingest.text.Line;
import io.portgrade.snapshot.SocketState;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A line about one socket, read by its shape alone, so that headers may be missing and columns may be of any width.
 *
 * <p>Shapes, per ss(8) of iproute2 6.1, netstat(8) of net-tools 2.10, netstat(1) of FreeBSD 14 and macOS, and
 * Microsoft's description of netstat:
 *
 * <pre>
 * [netid] state  recv-q send-q  local peer     ss; without the state after {@code ss state …}
 * proto   recv-q send-q  local foreign  state  netstat of Linux, FreeBSD, macOS
 * TCP     local foreign  state  [pid]          netstat of Windows
 * </pre>
 *
 * @param state of a TCP socket, {@link SocketState#UNKNOWN} otherwise
 * @param local the local address column; empty unless it is a TCP socket
 * @param foreign likewise
 */
record SocketRow(Kind kind, SocketState state, String local, String foreign) {

    enum Kind {
        LISTENER,
        /** A TCP socket in another state. */
        CONNECTION,
        /** A socket of another protocol, or one of which only its state says that it is not connected. */
        OTHER,
        /** It begins as a line about a TCP socket does and does not go on like one, or ends too early. */
        BROKEN
    }

    private static final SocketRow OTHER = new SocketRow(Kind.OTHER, SocketState.UNKNOWN, "", "");
    private static final SocketRow BROKEN = new SocketRow(Kind.BROKEN, SocketState.UNKNOWN, "", "");

    private static final Set<String> TCP = Set.of("tcp", "tcp4", "tcp6", "tcp46");
    private static final Set<String> OTHER_PROTOCOLS =
            words("inet frag udp udp4 udp6 udp46 udplite udplite6 udpl udpl6 raw raw4 raw6 icmp icmp6 icm4 icm6 sctp "
                    + "sctp4 sctp6 dccp mptcp div4 div6 ip ip4 ip6 unix u_str u_dgr u_seq nl p_raw p_dgr v_str "
                    + "v_dgr tipc xdp ??? kctl kevt");
    private static final Map<String, SocketState> SS_STATES =
            states("LISTEN LISTEN ESTAB ESTABLISHED SYN-SENT SYN_SENT SYN-RECV SYN_RECEIVED NEW-SYN-RECV SYN_RECEIVED "
                    + "FIN-WAIT-1 FIN_WAIT_1 FIN-WAIT-2 FIN_WAIT_2 TIME-WAIT TIME_WAIT CLOSE-WAIT CLOSE_WAIT "
                    + "LAST-ACK LAST_ACK CLOSING CLOSING UNCONN CLOSED UNKNOWN UNKNOWN BOUND-INACTIVE CLOSED");
    private static final Map<String, SocketState> NETSTAT_STATES =
            states("LISTEN LISTEN LISTENING LISTEN ESTABLISHED ESTABLISHED SYN_SENT SYN_SENT SYN_RECV SYN_RECEIVED "
                    + "SYN_RCVD SYN_RECEIVED SYN_RECEIVED SYN_RECEIVED FIN_WAIT1 FIN_WAIT_1 FIN_WAIT_1 FIN_WAIT_1 "
                    + "FIN_WAIT2 FIN_WAIT_2 FIN_WAIT_2 FIN_WAIT_2 TIME_WAIT TIME_WAIT CLOSE_WAIT CLOSE_WAIT "
                    + "LAST_ACK LAST_ACK CLOSING CLOSING CLOSE CLOSED CLOSED CLOSED BOUND CLOSED DELETE_TCB CLOSED "
                    + "UNKNOWN UNKNOWN");

    /** Empty when the line is not about a socket. */
    static Optional<SocketRow> find(Line line) {
        String first = line.word(0);
        if (SS_STATES.containsKey(first)) {
            return Optional.of(ofSs(line, 0));
        }
        String protocol = first.toLowerCase(Locale.ROOT);
        if (TCP.contains(protocol)) {
            return Optional.of(ofTcp(line));
        }
        if (OTHER_PROTOCOLS.contains(protocol) && line.size() >= 3) {
            return Optional.of(OTHER);
        }
        return isCount(first) ? ofSsWithoutState(line) : Optional.empty();
    }

    /** Whether a line about a socket is of {@code ss}. */
    static boolean isOfSs(Line line) {
        return SS_STATES.containsKey(line.word(0)) || SS_STATES.containsKey(line.word(1)) || isCount(line.word(0));
    }

    private static SocketRow ofTcp(Line line) {
        String second = line.word(1);
        if (SS_STATES.containsKey(second)) {
            return ofSs(line, 1);
        }
        if (second.indexOf(':') >= 0) {
            return ofNetstat(line, 1);
        }
        if (isSummary(line)) {
            return OTHER;
        }
        return isCount(second) && isCount(line.word(2)) ? ofNetstat(line, 3) : BROKEN;
    }

    /** {@code TCP 100 96 4}: what {@code ss -s} counts of a protocol, in all and by family. */
    private static boolean isSummary(Line line) {
        return line.size() == 4 && isCount(line.word(1)) && isCount(line.word(2)) && isCount(line.word(3));
    }

    private static SocketRow ofSs(Line line, int at) {
        if (!isCount(line.word(at + 1)) || !isCount(line.word(at + 2)) || line.size() < at + 5) {
            return BROKEN;
        }
        SocketState state = SS_STATES.getOrDefault(line.word(at), SocketState.UNKNOWN);
        // Without the column of protocols a socket that is not connected may as well be one of UDP.
        return state == SocketState.CLOSED ? OTHER : of(state, line.word(at + 3), line.word(at + 4));
    }

    private static Optional<SocketRow> ofSsWithoutState(Line line) {
        String local = line.word(2);
        String peer = line.word(3);
        if (!isCount(line.word(1)) || local.indexOf(':') < 0 || peer.indexOf(':') < 0) {
            return Optional.empty();
        }
        return Optional.of(ofUnknownState(local, peer));
    }

    private static SocketRow ofNetstat(Line line, int at) {
        String local = line.word(at);
        String foreign = line.word(at + 1);
        String word = line.word(at + 2);
        SocketState state = NETSTAT_STATES.get(word);
        if (state != null) {
            return of(state, local, foreign);
        }
        return word.isEmpty() || isCount(word) ? BROKEN : ofUnknownState(local, foreign);
    }

    // Windows translates LISTENING (ABHÖREN, ESCUCHANDO), so what is no other state is told by the foreign address.
    private static SocketRow ofUnknownState(String local, String foreign) {
        return of(Endpoint.isWildcard(foreign) ? SocketState.LISTEN : SocketState.UNKNOWN, local, foreign);
    }

    private static SocketRow of(SocketState state, String local, String foreign) {
        return new SocketRow(state == SocketState.LISTEN ? Kind.LISTENER : Kind.CONNECTION, state, local, foreign);
    }

    private static boolean isCount(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < '0' || word.charAt(i) > '9') {
                return false;
            }
        }
        return !word.isEmpty();
    }

    private static Set<String> words(String text) {
        return Set.of(text.split(" "));
    }

    /** Pairs of a word in listings and the state that it means. */
    private static Map<String, SocketState> states(String text) {
        Map<String, SocketState> states = new HashMap<>();
        String[] words = text.split(" ");
        for (int i = 0; i < words.length; i += 2) {
            states.put(words[i], SocketState.valueOf(words[i + 1]));
        }
        return Map.copyOf(states);
    }
}
