package io.portgrade.ingest.pools;

import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.Host;
import io.portgrade.snapshot.HostText;
import io.portgrade.snapshot.Pool;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Source addresses that a host cannot connect from, as measured on Linux 6.18: bind() fails with EADDRNOTAVAIL where the host does
 * not have the address, and connect() with EINVAL where it is one of the loopback interface and the destination another host (from
 * ::1, it waits for an answer that never comes).
 */
public final class UnusableSources {

    private final Set<String> own;
    private final Set<String> bound;

    private UnusableSources(Host host, Collection<Pool> pools) {
        this.own = host.ownAddresses();
        this.bound =
                pools.stream().map(Pool::fixedSource).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    public static List<Diagnostic> of(Host host, Collection<Pool> pools) {
        UnusableSources sources = new UnusableSources(host, pools);
        Diagnostics said = new Diagnostics("pools");
        pools.stream()
                .filter(pool -> !pool.mixesFamilies())
                .flatMap(pool -> sources.why(pool).map(why -> Diagnostic.at(pool.source(), why)).stream())
                .forEach(said::add);
        return said.toList();
    }

    private Optional<String> why(Pool pool) {
        String source = pool.fixedSource();
        if (source == null) {
            return Optional.empty();
        }
        if (HostText.isLoopback(source)) {
            return isOthers(pool.destination())
                    ? Optional.of("sourceAddress " + source + " can never connect to "
                            + pool.destination().host() + ", connect() fails"
                            + (source.indexOf(':') < 0 ? " with EINVAL" : "")
                            + ": bind an address of another interface, or none"
                            + (own.isEmpty()
                                    ? "; if the destination is this host itself, state it in host.addresses"
                                    : ""))
                    : Optional.empty();
        }
        return own.isEmpty() || own.contains(source)
                ? Optional.empty()
                : Optional.of("sourceAddress " + source + " is not in host.addresses, so that bind() fails with"
                        + " EADDRNOTAVAIL: bind one of those, or state it there if the host has it");
    }

    /** A name may be this host's own, and what pools bind is. */
    private boolean isOthers(Destination destination) {
        return destination.isAddress()
                && !destination.isLoopback()
                && !bound.contains(destination.host())
                && !own.contains(destination.host());
    }
}
