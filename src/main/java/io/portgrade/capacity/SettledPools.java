package io.portgrade.capacity;

import io.portgrade.ingest.text.FirstFew;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Host;
import io.portgrade.snapshot.HostText;
import io.portgrade.snapshot.Pool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Pools that share a range of ports with another, although they are submitted with another source or destination: those that
 * leave it to the host which address they connect from, beside those that bind the same address late; and those to localhost
 * beside those to its address. As measured on Linux 6.18, a port in use from one address to one destination is in use for all
 * that connect from there to it, bound or not.
 *
 * @param pools each with the source and the destination that the others have which share its ports
 * @param assumptions what that rests on, and what could not be told
 */
public record SettledPools(List<Pool> pools, List<String> assumptions) {

    private static final int MOST_NAMED = 3;
    private static final String LOOPBACK_4 = "127.0.0.1";
    private static final String LOOPBACK_6 = "::1";

    public SettledPools {
        pools = List.copyOf(pools);
        assumptions = List.copyOf(assumptions);
    }

    public static SettledPools of(Collection<Pool> submitted, Host host) {
        List<String> assumptions = new ArrayList<>();
        LoopbackNames names = LoopbackNames.of(submitted);
        List<Pool> pools = submitted.stream().map(names::settled).toList();
        names.assumption().ifPresent(assumptions::add);
        Sources sources = Sources.of(pools, host);
        List<Pool> settled = pools.stream().map(sources::settled).toList();
        sources.assumption().ifPresent(assumptions::add);
        return new SettledPools(settled, assumptions);
    }

    /** @param late the addresses that pools to each destination bind late */
    private record Sources(
            Set<String> own,
            Optional<String> onlyIpv4,
            Optional<String> onlyIpv6,
            Set<String> ofPools,
            Map<Destination, NavigableSet<String>> late,
            Map<Destination, Optional<String>> shared,
            Map<Destination, NavigableSet<String>> unknown) {

        static Sources of(Collection<Pool> pools, Host host) {
            Map<Destination, NavigableSet<String>> late = new HashMap<>();
            for (Pool pool : pools) {
                String source = pool.fixedSource();
                if (source != null && !pool.bindsFirst() && !pool.mixesFamilies()) {
                    late.computeIfAbsent(pool.destination(), each -> new TreeSet<>())
                            .add(source);
                }
            }
            Set<String> ofPools = pools.stream()
                    .map(Pool::fixedSource)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
            Set<String> own = host.ownAddresses();
            return new Sources(own, only(own, false), only(own, true), ofPools, late, new HashMap<>(), new TreeMap<>());
        }

        Pool settled(Pool pool) {
            Destination destination = pool.destination();
            if (pool.fixedSource() != null
                    || pool.bindsFirst()
                    || destination.isUdp()
                    || !late.containsKey(destination)) {
                return pool;
            }
            return shared.computeIfAbsent(destination, this::shared)
                    .map(pool::boundLate)
                    .orElse(pool);
        }

        /** The address that pools bind late to this destination and that the host chooses for the others, as far as that is known. */
        private Optional<String> shared(Destination destination) {
            NavigableSet<String> possible = new TreeSet<>();
            for (String other : late.getOrDefault(destination, new TreeSet<>())) {
                Optional<String> chosen = chosen(destination, HostText.isIpv6(other));
                if (chosen.filter(other::equals).isPresent()) {
                    return chosen;
                }
                if (chosen.isEmpty()) {
                    possible.add(other);
                }
            }
            if (!possible.isEmpty()) {
                unknown.put(destination, possible);
            }
            return Optional.empty();
        }

        /** The address that the host connects from where none is bound; empty when that cannot be told. */
        private Optional<String> chosen(Destination destination, boolean ipv6) {
            if (destination.isLoopback()) {
                return Optional.of(ipv6 ? LOOPBACK_6 : LOOPBACK_4);
            }
            return ofPools.contains(destination.host()) || own.contains(destination.host())
                    ? Optional.of(destination.host())
                    : ipv6 ? onlyIpv6 : onlyIpv4;
        }

        /** Of the loopback interface and of one link alone there may be others: none of those goes to other hosts. */
        private static Optional<String> only(Set<String> own, boolean ipv6) {
            List<String> reaching = own.stream()
                    .filter(address -> HostText.isAddress(address) && HostText.isIpv6(address) == ipv6)
                    .filter(address -> !HostText.isLoopback(address) && !address.startsWith("fe80:"))
                    .toList();
            return reaching.size() == 1 ? Optional.of(reaching.get(0)) : Optional.empty();
        }

        Optional<String> assumption() {
            if (unknown.isEmpty()) {
                return Optional.empty();
            }
            List<String> ends = unknown.entrySet().stream()
                    .map(each -> each.getKey() + " from " + FirstFew.of(List.copyOf(each.getValue()), MOST_NAMED))
                    .toList();
            return Optional.of(FirstFew.of(ends, MOST_NAMED)
                    + ": pools that bind no address are taken to connect from another one and to have its ports apart;"
                    + " host.addresses tells, where the host has a single one");
        }
    }

    /** Names of the loopback interface, each with the address, or the other name, that it is counted as. */
    private record LoopbackNames(Map<Integer, NavigableSet<String>> hostsByPort, NavigableSet<String> settled) {

        static LoopbackNames of(Collection<Pool> pools) {
            Map<Integer, NavigableSet<String>> hosts = new HashMap<>();
            for (Pool pool : pools) {
                Destination destination = pool.destination();
                if (isName(destination) || List.of(LOOPBACK_4, LOOPBACK_6).contains(destination.host())) {
                    hosts.computeIfAbsent(destination.port(), port -> new TreeSet<>())
                            .add(destination.host());
                }
            }
            return new LoopbackNames(hosts, new TreeSet<>());
        }

        private static boolean isName(Destination destination) {
            return destination.isLoopback() && !destination.isAddress();
        }

        Pool settled(Pool pool) {
            Destination own = pool.destination();
            if (!isName(own)) {
                return pool;
            }
            NavigableSet<String> hosts = hostsByPort.getOrDefault(own.port(), new TreeSet<>());
            String source = pool.fixedSource();
            boolean ipv6 = source != null && HostText.isIpv6(source);
            boolean ipv4 = source != null && !ipv6;
            String same = own.host();
            if (hosts.contains(LOOPBACK_4) && !ipv6) {
                same = LOOPBACK_4;
            } else if (hosts.contains(LOOPBACK_6) && !ipv4) {
                same = LOOPBACK_6;
            } else if (source == null) {
                same = hosts.stream()
                        .filter(host -> !host.equals(LOOPBACK_4) && !host.equals(LOOPBACK_6))
                        .findFirst()
                        .orElse(same);
            }
            if (same.equals(own.host())) {
                return pool;
            }
            settled.add(own.host() + " is taken to be " + same);
            return pool.to(new Destination(same, own.port(), own.protocol()));
        }

        Optional<String> assumption() {
            return settled.isEmpty()
                    ? Optional.empty()
                    : Optional.of(FirstFew.of(List.copyOf(settled), MOST_NAMED)
                            + ", with the same ports: names are not looked up, state an address");
        }
    }
}
