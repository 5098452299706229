package io.portgrade.ingest.sockets;

import io.portgrade.ingest.text.Line;
import java.util.Locale;
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
 * @param local the local address column; empty unless the kind is {@link Kind#LISTENER}
 */
record SocketRow(Kind kind, String local) {

    enum Kind {
        LISTENER,
        /** A TCP socket in another state, or a socket of another protocol. */
        OTHER,
        /** It begins as a line about a TCP socket does and does not go on like one, or ends too early. */
        BROKEN
    }

    private static final SocketRow OTHER = new SocketRow(Kind.OTHER, "");
    private static final SocketRow BROKEN = new SocketRow(Kind.BROKEN, "");

    private static final Set<String> TCP = Set.of("tcp", "tcp4", "tcp6", "tcp46");
    private static final Set<String> OTHER_PROTOCOLS =
            words("udp udp4 udp6 udp46 udplite udplite6 udpl udpl6 raw raw4 raw6 icmp icmp6 icm4 icm6 sctp "
                    + "sctp4 sctp6 dccp mptcp div4 div6 ip ip4 ip6 unix u_str u_dgr u_seq nl p_raw p_dgr v_str "
                    + "v_dgr tipc xdp ??? kctl kevt");
    private static final Set<String> LISTENING = Set.of("LISTEN", "LISTENING");
    private static final Set<String> SS_STATES =
            words("LISTEN ESTAB SYN-SENT SYN-RECV NEW-SYN-RECV FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT CLOSE-WAIT "
                    + "LAST-ACK CLOSING UNCONN UNKNOWN BOUND-INACTIVE");
    private static final Set<String> NETSTAT_STATES =
            words("ESTABLISHED SYN_SENT SYN_RECV SYN_RCVD SYN_RECEIVED FIN_WAIT1 FIN_WAIT2 FIN_WAIT_1 "
                    + "FIN_WAIT_2 TIME_WAIT CLOSE CLOSED CLOSE_WAIT LAST_ACK CLOSING BOUND DELETE_TCB UNKNOWN");

    /** Empty when the line is not about a socket. */
    static Optional<SocketRow> find(Line line) {
        String first = line.word(0);
        if (SS_STATES.contains(first)) {
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

    private static SocketRow ofTcp(Line line) {
        String second = line.word(1);
        if (SS_STATES.contains(second)) {
            return ofSs(line, 1);
        }
        if (second.indexOf(':') >= 0) {
            return ofNetstat(line, 1);
        }
        return isCount(second) && isCount(line.word(2)) ? ofNetstat(line, 3) : BROKEN;
    }

    private static SocketRow ofSs(Line line, int at) {
        if (!isCount(line.word(at + 1)) || !isCount(line.word(at + 2)) || line.size() < at + 5) {
            return BROKEN;
        }
        return LISTENING.contains(line.word(at)) ? new SocketRow(Kind.LISTENER, line.word(at + 3)) : OTHER;
    }

    private static Optional<SocketRow> ofSsWithoutState(Line line) {
        String local = line.word(2);
        String peer = line.word(3);
        if (!isCount(line.word(1)) || local.indexOf(':') < 0 || peer.indexOf(':') < 0) {
            return Optional.empty();
        }
        return Optional.of(Endpoint.isWildcard(peer) ? new SocketRow(Kind.LISTENER, local) : OTHER);
    }

    // Windows translates LISTENING (ABHÖREN, ESCUCHANDO), so what is no other state is told by the foreign address.
    private static SocketRow ofNetstat(Line line, int at) {
        String foreign = line.word(at + 1);
        String state = line.word(at + 2);
        if (LISTENING.contains(state)) {
            return new SocketRow(Kind.LISTENER, line.word(at));
        }
        if (NETSTAT_STATES.contains(state)) {
            return OTHER;
        }
        if (state.isEmpty() || isCount(state)) {
            return BROKEN;
        }
        return Endpoint.isWildcard(foreign) ? new SocketRow(Kind.LISTENER, line.word(at)) : OTHER;
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
}
