package io.portgrade.snapshot;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The TCP sockets of a host, as {@code ss} or {@code netstat} listed them.
 *
 * @param states how many were listed in each state; a state without any is left out
 * @param connections by local address and destination, those from a listener's port left out: other hosts opened them
 * @param connectionsLeftOut how many connections are in none of these because there were too many destinations
 * @param unreadListeners lines that are, or may be, about a listener whose port could not be read
 * @param unreadConnections likewise about a connection
 * @param leaveTimeWaitOut whether connections were listed as {@code ss -tn} does, which tells nothing of TIME_WAIT
 */
public record Sockets(
        List<Listener> listeners,
        Map<SocketState, Integer> states,
        List<Connections> connections,
        int connectionsLeftOut,
        int unreadListeners,
        int unreadConnections,
        boolean leaveTimeWaitOut) {

    public Sockets {
        listeners = List.copyOf(listeners);
        Map<SocketState, Integer> sorted = new EnumMap<>(SocketState.class);
        sorted.putAll(states);
        states = Collections.unmodifiableMap(sorted);
        connections = List.copyOf(connections);
    }

    /** Listeners alone, as {@code ss -ltn} lists them. */
    public Sockets(List<Listener> listeners) {
        this(listeners, Map.of(), List.of(), 0, 0, 0, false);
    }

    /** Whether connections alone were listed, as {@code ss -tn} does, which tells nothing of listeners. */
    public boolean leaveListenersOut() {
        return listeners.isEmpty() && hasConnections();
    }

    /** Whether any connection was listed, to or from this host. */
    public boolean hasConnections() {
        return states.keySet().stream().anyMatch(SocketState::isConnection);
    }
}
