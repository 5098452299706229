package io.portgrade.firewall.dialect;

import io.portgrade.firewall.HostTraffic;
import io.portgrade.firewall.IpAddress;
import io.portgrade.firewall.OwnAddresses;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.Connections;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.Host;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Listener;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.Sockets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of a host's connections.
 *
 * @param diagnostics what of it could not be read
 */
record StatedTraffic(HostTraffic traffic, List<Diagnostic> diagnostics) {

    StatedTraffic {
        diagnostics = List.copyOf(diagnostics);
    }

    static StatedTraffic of(HostSnapshot snapshot) {
        Host host = snapshot.host();
        List<Diagnostic> notes = new ArrayList<>();
        HostTraffic traffic = new HostTraffic(
                host.name(),
                OwnAddresses.of(addresses(host.addresses(), snapshot.pools(), notes)),
                OwnAddresses.of(snapshot.firewall().isEmpty() ? Set.of() : seen(snapshot)),
                networkInterface(host.networkInterface(), notes),
                destinations(snapshot.pools()));
        return new StatedTraffic(traffic, notes);
    }

    /** Where one pool leaves the choice of an address to the host, it may be any of the host's. */
    private static Map<Destination, OwnAddresses> destinations(List<Pool> pools) {
        Map<Destination, Set<IpAddress>> bound = new LinkedHashMap<>();
        Set<Destination> chosen = new HashSet<>();
        for (Pool pool : pools) {
            Set<IpAddress> sources = bound.computeIfAbsent(pool.destination(), to -> new LinkedHashSet<>());
            source(pool).ifPresentOrElse(sources::add, () -> chosen.add(pool.destination()));
        }
        Map<Destination, OwnAddresses> destinations = new LinkedHashMap<>();
        bound.forEach((destination, sources) -> destinations.put(
                destination, chosen.contains(destination) ? OwnAddresses.none() : OwnAddresses.of(sources)));
        return destinations;
    }

    private static Optional<IpAddress> source(Pool pool) {
        return Optional.ofNullable(pool.fixedSource()).flatMap(IpAddress::find);
    }

    /** The addresses that pools bind are the host's as well; they are not all, so that it takes a stated one to know them. */
    private static List<IpAddress> addresses(List<String> stated, List<Pool> pools, List<Diagnostic> notes) {
        List<IpAddress> known = new ArrayList<>();
        for (String text : stated) {
            int slash = text.indexOf('/');
            Optional<IpAddress> address = IpAddress.find((slash < 0 ? text : text.substring(0, slash)).strip());
            address.ifPresentOrElse(
                    known::add,
                    () -> notes.add(new Diagnostic(
                            "host.addresses", null, "not an address, passed over: " + Excerpt.of(text))));
        }
        if (!known.isEmpty()) {
            pools.forEach(pool -> source(pool).ifPresent(known::add));
        }
        return known.stream().distinct().toList();
    }

    /** What pools bind, and what sockets of this side have. */
    private static Set<IpAddress> seen(HostSnapshot snapshot) {
        Set<IpAddress> seen = new HashSet<>();
        snapshot.pools().forEach(pool -> source(pool).ifPresent(seen::add));
        Sockets sockets = snapshot.sockets();
        if (sockets != null) {
            Stream.concat(
                            sockets.listeners().stream().map(Listener::address),
                            sockets.connections().stream()
                                    .filter(connections -> !connections.cut())
                                    .map(Connections::source))
                    .distinct()
                    .flatMap(address -> IpAddress.find(address).stream())
                    .forEach(seen::add);
        }
        return seen;
    }

    /** A name with a blank in it is no interface's, and rules that name another would be taken not to match. */
    private static @Nullable String networkInterface(@Nullable String name, List<Diagnostic> notes) {
        if (name == null || !name.isEmpty() && name.chars().noneMatch(c -> c <= ' ')) {
            return name;
        }
        notes.add(new Diagnostic(
                "host.interface", null, "not the name of an interface, passed over: " + Excerpt.of(name)));
        return null;
    }
}
