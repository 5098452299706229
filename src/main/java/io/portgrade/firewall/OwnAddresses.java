package io.portgrade.firewall;

import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Some addresses of a host. There may be as many as a request has room for, and each rule that names addresses asks for them. */
public final class OwnAddresses {

    private static final AddressRange LINK_LOCAL =
            AddressRange.find("fe80::/10").orElseThrow();
    private static final OwnAddresses NONE = new OwnAddresses(List.of());

    private final List<IpAddress> listed;
    private final Set<IpAddress> known;
    private final Map<Family, AddressSet> byFamily = new EnumMap<>(Family.class);
    private final Set<Family> reaching = EnumSet.noneOf(Family.class);

    private OwnAddresses(List<IpAddress> listed) {
        this.listed = listed;
        known = new HashSet<>(listed);
        listed.stream()
                .filter(address -> !address.isLoopback() && !isLinkLocal(address))
                .forEach(address -> reaching.add(address.family()));
        for (Family family : Family.values()) {
            byFamily.put(
                    family,
                    AddressSet.of(listed.stream()
                            .filter(address -> address.family() == family)
                            .map(address -> new AddressRange(address, address))
                            .toList()));
        }
    }

    public static OwnAddresses none() {
        return NONE;
    }

    public static OwnAddresses of(Collection<IpAddress> addresses) {
        return addresses.isEmpty() ? NONE : new OwnAddresses(List.copyOf(addresses));
    }

    /** In the order in which they were told. */
    public List<IpAddress> listed() {
        return listed;
    }

    public boolean isEmpty() {
        return listed.isEmpty();
    }

    AddressSet of(Family family) {
        return byFamily.getOrDefault(family, AddressSet.NONE);
    }

    /** Whether one of a family reaches further than this host and its links. */
    public boolean reach(Family family) {
        return reaching.contains(family);
    }

    private static boolean isLinkLocal(IpAddress address) {
        return LINK_LOCAL.contains(address);
    }

    boolean contains(IpAddress address) {
        return known.contains(address);
    }

    /** The one that was told first. */
    public Optional<IpAddress> first(Family family) {
        return listed.stream().filter(address -> address.family() == family).findFirst();
    }
}
