package io.portgrade.snapshot;

import java.util.List;

/** The sockets of a host, as {@code ss} or {@code netstat} listed them. */
public record Sockets(List<Listener> listeners) {

    public Sockets {
        listeners = List.copyOf(listeners);
    }
}
