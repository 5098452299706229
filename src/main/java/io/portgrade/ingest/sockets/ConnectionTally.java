package io.portgrade.ingest.sockets;

import io.portgrade.snapshot.Connections;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Listener;
import io.portgrade.snapshot.LocalPorts;
import io.portgrade.snapshot.SocketState;
import io.portgrade.snapshot.Sockets;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts sockets by state, and connections by local address and destination, of which it keeps the first
 * {@value #MOST_DESTINATIONS}. Connections from a listener's port are none of them, as far as the listener is known by
 * then: others have opened those.
 */
final class ConnectionTally {

    static final int MOST_DESTINATIONS = 65_536;

    private static final String MAPPED = "::ffff:";

    private record Route(String source, Destination destination, boolean cut) {}

    private static final class Ports {

        final SourceLocation first;
        final LocalPorts.Builder open = new LocalPorts.Builder();
        final LocalPorts.Builder timeWait = new LocalPorts.Builder();
        final LocalPorts.Builder untold = new LocalPorts.Builder();

        Ports(SourceLocation first) {
            this.first = first;
        }

        LocalPorts.Builder in(SocketState state) {
            return switch (state) {
                case TIME_WAIT -> timeWait;
                case UNKNOWN -> untold;
                default -> open;
            };
        }
    }

    private final Map<SocketState, Integer> states = new EnumMap<>(SocketState.class);
    private final BitSet listening;
    private final Map<Route, Ports> routes = new LinkedHashMap<>();
    private int leftOut;
    private int unreadListeners;
    private int unreadConnections;

    /** @param listening ports of which it is known before that something listens at them */
    ConnectionTally(BitSet listening) {
        this.listening = (BitSet) listening.clone();
    }

    BitSet listening() {
        return listening;
    }

    void count(SocketState state) {
        states.merge(state, 1, Integer::sum);
    }

    void addListener(int port) {
        count(SocketState.LISTEN);
        listening.set(port);
    }

    void addUnreadListener() {
        unreadListeners++;
    }

    void addUnreadConnection() {
        unreadConnections++;
    }

    /**
     * Counts one more.
     *
     * @param local with a port, as is {@code foreign}
     * @param cut whether an address may be cut short
     */
    void add(SocketState state, Endpoint local, Endpoint foreign, boolean cut, SourceLocation place) {
        int port = local.port().orElseThrow();
        if (listening.get(port)) {
            return;
        }
        Destination destination =
                new Destination(unmapped(foreign.address()), foreign.port().orElseThrow(), "tcp");
        Route route = new Route(unmapped(local.address()), destination, cut);
        Ports ports = routes.get(route);
        if (ports == null) {
            if (routes.size() == MOST_DESTINATIONS) {
                leftOut++;
                return;
            }
            ports = new Ports(place);
            routes.put(route, ports);
        }
        ports.in(state).add(port);
    }

    /** @param leaveTimeWaitOut as in {@link Sockets} */
    Sockets sockets(Collection<Listener> listeners, boolean leaveTimeWaitOut) {
        return new Sockets(
                List.copyOf(listeners),
                states,
                connections(),
                leftOut,
                unreadListeners,
                unreadConnections,
                leaveTimeWaitOut);
    }

    /** Listeners may come after connections from their ports. */
    private List<Connections> connections() {
        List<Connections> all = new ArrayList<>();
        routes.forEach((route, ports) -> {
            LocalPorts open = ports.open.build(listening);
            LocalPorts timeWait = ports.timeWait.build(listening);
            LocalPorts untold = ports.untold.build(listening);
            if (untold.size() > 0 && open.size() + timeWait.size() > 0) {
                untold = ports.untold.build(without(open, timeWait));
            }
            if (open.size() + timeWait.size() + untold.size() > 0) {
                all.add(new Connections(
                        route.source, route.destination, open, timeWait, untold, route.cut, ports.first));
            }
        });
        return all;
    }

    /** A second listing may tell the states that another leaves out. */
    private BitSet without(LocalPorts open, LocalPorts timeWait) {
        BitSet told = (BitSet) listening.clone();
        open.forEach(told::set);
        timeWait.forEach(told::set);
        return told;
    }

    /** Connections to destinations that are not kept. */
    int leftOut() {
        return leftOut;
    }

    /** A socket of both families shows its IPv4 peers mapped into IPv6; to the port search they are IPv4. */
    private static String unmapped(String address) {
        return address.startsWith(MAPPED) && address.indexOf('.') > 0 ? address.substring(MAPPED.length()) : address;
    }
}
