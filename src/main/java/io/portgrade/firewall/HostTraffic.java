package io.portgrade.firewall;

import io.portgrade.snapshot.Destination;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a host, as far as they are known, for which its firewalls are judged.
 *
 * @param name of the host; empty when unknown
 * @param addresses all of the host's own; empty when unknown
 * @param seen those of its own that something else tells of, which need not be all
 * @param networkInterface the one that its traffic takes; null when unknown
 * @param destinations of the connections that it opens, each with the addresses that all connections to it are bound to: none where
 *     the host chooses one. Empty for any destination
 */
public record HostTraffic(
        String name,
        List<IpAddress> addresses,
        Set<IpAddress> seen,
        @Nullable String networkInterface,
        Map<Destination, List<IpAddress>> destinations) {

    public HostTraffic {
        addresses = List.copyOf(addresses);
        seen = Set.copyOf(seen);
        destinations = Collections.unmodifiableMap(new LinkedHashMap<>(destinations));
    }

    /** Of a host without a name whose connections are bound to nothing. */
    public static HostTraffic of(
            List<IpAddress> addresses, @Nullable String networkInterface, List<Destination> destinations) {
        Map<Destination, List<IpAddress>> unbound = new LinkedHashMap<>();
        destinations.forEach(destination -> unbound.put(destination, List.of()));
        return new HostTraffic("", addresses, Set.of(), networkInterface, unbound);
    }

    /** Those destinations that are looked at, in the order of their texts. */
    Stream<Destination> judged() {
        return destinations.keySet().stream().sorted().limit(FirewallAnalysis.MAX_DESTINATIONS);
    }

    /** Whether all connections to a destination are bound to addresses of the other family. */
    boolean isOfOtherFamily(Destination destination, Family family) {
        List<IpAddress> bound = bound(destination);
        return !bound.isEmpty() && of(family, bound).isEmpty();
    }

    /** The host's own addresses of a family; empty when unknown. */
    List<IpAddress> own(Family family) {
        return of(family, addresses);
    }

    /** The addresses that packets of a path have at the host's side, empty when unknown: any of them, if there are several. */
    public List<IpAddress> own(PathVerdict path) {
        return destinations.entrySet().stream()
                .filter(entry -> entry.getKey().toString().equals(path.destination())
                        && entry.getKey().protocol().equals(path.protocol().id()))
                .findFirst()
                .map(entry -> of(path.family(), entry.getValue()))
                .filter(bound -> !bound.isEmpty())
                .orElse(own(path.family()));
    }

    /** Connections with any port of another end. */
    Flow any(boolean inbound, Family family, IpProtocol protocol, @Nullable IpAddress remote) {
        return flow(inbound, family, protocol, List.of(), remote, null);
    }

    /**
     * Connections that the host opens to a destination.
     *
     * @param remote the address that this has; null when it may be any
     */
    Flow to(Destination destination, Family family, IpProtocol protocol, @Nullable IpAddress remote) {
        return flow(false, family, protocol, of(family, bound(destination)), remote, destination.port());
    }

    private List<IpAddress> bound(Destination destination) {
        return destinations.getOrDefault(destination, List.of());
    }

    /** It stays on the host when the other end's address is one of its own. */
    private Flow flow(
            boolean inbound,
            Family family,
            IpProtocol protocol,
            List<IpAddress> bound,
            @Nullable IpAddress remote,
            @Nullable Integer remotePort) {
        boolean loopback =
                remote != null && (remote.isLoopback() || addresses.contains(remote) || seen.contains(remote));
        List<IpAddress> local = !bound.isEmpty() ? bound : loopback ? List.of(remote) : own(family);
        return new Flow(inbound, family, protocol, local, remote, remotePort, loopback, networkInterface);
    }

    private static List<IpAddress> of(Family family, List<IpAddress> addresses) {
        return addresses.stream().filter(address -> address.family() == family).toList();
    }
}
