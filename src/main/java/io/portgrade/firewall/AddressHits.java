package io.portgrade.firewall;

import java.util.List;

/** Whether one end of a packet has an address of a set, as far as the packet's addresses are known. */
record AddressHits(AddressSet addresses, PacketClass packet) {

    private static final AddressSet LOOPBACK_OR_MULTICAST = AddressSet.of(List.of(
            AddressRange.find("127.0.0.0/8").orElseThrow(),
            AddressRange.find("224.0.0.0/3").orElseThrow(),
            AddressRange.find("::/127").orElseThrow(),
            AddressRange.find("ff00::/8").orElseThrow()));

    Hits at(End end) {
        if (packet.protocol() == IpProtocol.ICMPV6) {
            return discoveryHits();
        }
        return end == packet.ephemeral() ? localHits() : remoteHits();
    }

    /** Neighbour discovery has link-local and multicast addresses, which are never known. */
    private Hits discoveryHits() {
        if (!addresses.names(Family.IPV6)) {
            return Hits.NONE;
        }
        return addresses.covers(AddressRange.all(Family.IPV6)) ? Hits.ALL : Hits.UNKNOWN;
    }

    private Hits localHits() {
        AddressSet local = packet.local();
        if (local.isEmpty()) {
            return anyHits(packet.family());
        }
        if (!addresses.meets(local)) {
            return Hits.NONE;
        }
        // It is one of some, of which it is not known which.
        return addresses.covers(local, packet.family()) ? Hits.ALL : Hits.UNKNOWN;
    }

    private Hits remoteHits() {
        IpAddress remote = packet.remote();
        return remote == null ? anyHits(packet.family()) : Hits.of(addresses.contains(remote));
    }

    /** For an address that is not known, but is neither loopback nor multicast. */
    private Hits anyHits(Family family) {
        boolean possible = false;
        for (AddressRange range : addresses.ranges()) {
            possible |= range.family() == family && !LOOPBACK_OR_MULTICAST.covers(range);
        }
        if (!possible) {
            return Hits.NONE;
        }
        return addresses.covers(AddressRange.all(family)) ? Hits.ALL : Hits.UNKNOWN;
    }
}
