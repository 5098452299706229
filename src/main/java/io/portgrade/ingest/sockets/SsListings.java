package io.portgrade.ingest.sockets;

import io.portgrade.snapshot.SocketState;
import java.util.EnumSet;
import java.util.Set;

/**
 * Tells what {@code ss} lists of a host from what it leaves out: without {@code -a} it shows neither listeners nor
 * connections in TIME_WAIT (ss(8), iproute2 6.1), and a state that is asked for hides all others. netstat shows TIME_WAIT
 * always.
 */
final class SsListings {

    private final Set<SocketState> states = EnumSet.noneOf(SocketState.class);
    private boolean partial;
    private boolean whole;

    /** Another listing begins, of which there may be several in one text. */
    void begin() {
        if (states.contains(SocketState.TIME_WAIT) || states.contains(SocketState.LISTEN) && states.size() > 1) {
            whole = true;
        } else if (!states.isEmpty() && !states.contains(SocketState.LISTEN)) {
            partial = true;
        }
        states.clear();
    }

    void add(SocketState state) {
        states.add(state);
    }

    /** Whether connections were listed and no listing would have shown one in TIME_WAIT. */
    boolean leaveTimeWaitOut() {
        begin();
        return partial && !whole;
    }
}
