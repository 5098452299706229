package io.portgrade.firewall;

import io.portgrade.snapshot.Destination;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        OwnAddresses addresses,
        OwnAddresses seen,
        @Nullable String networkInterface,
        Map<Destination, OwnAddresses> destinations) {

    public HostTraffic {
        destinations = Collections.unmodifiableMap(new LinkedHashMap<>(destinations));
    }

    /** Of a host without a name whose connections are bound to nothing. */
    public static HostTraffic of(
            List<IpAddress> addresses, @Nullable String networkInterface, List<Destination> destinations) {
        Map<Destination, OwnAddresses> unbound = new LinkedHashMap<>();
        destinations.forEach(destination -> unbound.put(destination, OwnAddresses.none()));
        return new HostTraffic("", OwnAddresses.of(addresses), OwnAddresses.none(), networkInterface, unbound);
    }

    /** Those destinations that are looked at, in the order of their texts. */
    Stream<Destination> judged() {
        return destinations.keySet().stream().sorted().limit(FirewallAnalysis.MAX_DESTINATIONS);
    }

    /** Whether all connections to a destination are bound to addresses of the other family. */
    boolean isOfOtherFamily(Destination destination, Family family) {
        OwnAddresses bound = bound(destination);
        return !bound.isEmpty() && bound.of(family).isEmpty();
    }

    /** An address that packets of a path have at the host's side, the one that was told first; empty when unknown. */
    public Optional<IpAddress> own(PathVerdict path) {
        return destinations.entrySet().stream()
                .filter(entry -> entry.getKey().toString().equals(path.destination())
                        && entry.getKey().protocol().equals(path.protocol().id()))
                .findFirst()
                .flatMap(entry -> entry.getValue().first(path.family()))
                .or(() -> addresses.first(path.family()));
    }

    /** Connections with any port of another end. */
    Flow any(boolean inbound, Family family, IpProtocol protocol, @Nullable IpAddress remote) {
        return flow(inbound, family, protocol, AddressSet.NONE, remote, null);
    }

    /**
     * Connections that the host opens to a destination.
     *
     * @param remote the address that this has; null when it may be any
     */
    Flow to(Destination destination, Family family, IpProtocol protocol, @Nullable IpAddress remote) {
        return flow(false, family, protocol, bound(destination).of(family), remote, destination.port());
    }

    private OwnAddresses bound(Destination destination) {
        return destinations.getOrDefault(destination, OwnAddresses.none());
    }

    /** It stays on the host when the other end's address is one of its own. */
    private Flow flow(
            boolean inbound,
            Family family,
            IpProtocol protocol,
            AddressSet bound,
            @Nullable IpAddress remote,
            @Nullable Integer remotePort) {
        boolean loopback =
                remote != null && (remote.isLoopback() || addresses.contains(remote) || seen.contains(remote));
        AddressSet own =
                remote != null && loopback ? AddressSet.of(new AddressRange(remote, remote)) : addresses.of(family);
        AddressSet local = bound.isEmpty() ? own : bound;
        return new Flow(inbound, family, protocol, local, remote, remotePort, loopback, networkInterface);
    }
}
