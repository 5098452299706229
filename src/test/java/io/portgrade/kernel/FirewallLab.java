package io.portgrade.kernel;

import io.portgrade.firewall.Family;
import io.portgrade.firewall.IpAddress;
import io.portgrade.kernel.NamespacePair.Side;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A host whose kernel takes rules, and a peer to try them with. */
final class FirewallLab implements AutoCloseable {

    static final int SERVICE = 443;
    static final int OTHER_SERVICE = 8443;

    /** The lowest of the ports from which the peer opens connections; as many follow as ports are probed. */
    static final int PEER_PORT = 20_000;

    private static final Duration QUIET = Duration.ofMillis(8);
    private static final Duration PATIENT = Duration.ofMillis(60);

    /** What a connection that was never confirmed is remembered, without retries, and a little more. */
    private static final Duration HALF_OPEN = Duration.ofMillis(1_200);

    private final NamespacePair pair;
    private final ProbeAgent agent;
    private boolean legacyLoaded;

    private FirewallLab(NamespacePair pair) {
        this.pair = pair;
        this.agent = new ProbeAgent(pair);
    }

    static FirewallLab open() {
        NamespacePair pair = KernelRequirements.open(
                "nft",
                "iptables-nft-restore",
                "iptables-legacy-restore",
                "ip6tables-nft-restore",
                "ip6tables-legacy-restore");
        FirewallLab lab = new FirewallLab(pair);
        try {
            lab.furnish();
            return lab;
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    private void furnish() {
        for (Side side : Side.values()) {
            pair.set(side, "net.ipv4.tcp_synack_retries", "0");
        }
        List<List<Object>> services = new ArrayList<>();
        List<List<String>> neighbours = new ArrayList<>();
        for (Family family : Family.values()) {
            pair.addAddress(Side.HOST, host(family), family == Family.IPV4 ? 24 : 64);
            services.add(List.of("host", loopback(family), SERVICE));
            for (String peer : List.of(peer(family), otherPeer(family))) {
                pair.addAddress(Side.PEER, peer, family == Family.IPV4 ? 24 : 64);
                services.add(List.of("peer", peer, SERVICE));
                services.add(List.of("peer", peer, OTHER_SERVICE));
                if (family == Family.IPV6) {
                    neighbours.add(List.of("host", NamespacePair.INTERFACE, peer));
                }
            }
        }
        neighbours.add(List.of("peer", NamespacePair.INTERFACE, host(Family.IPV6)));
        agent.serve(services);
        agent.forget(neighbours);
    }

    static String host(Family family) {
        return family == Family.IPV4 ? "10.99.0.1" : "fd99::1";
    }

    static String peer(Family family) {
        return family == Family.IPV4 ? "10.99.0.2" : "fd99::2";
    }

    static String otherPeer(Family family) {
        return family == Family.IPV4 ? "10.99.0.3" : "fd99::3";
    }

    static String loopback(Family family) {
        return family == Family.IPV4 ? "127.0.0.1" : "::1";
    }

    static List<IpAddress> hostAddresses() {
        return Stream.of(Family.values())
                .map(family -> IpAddress.find(host(family)).orElseThrow())
                .toList();
    }

    /** Where the host's conversations go, as pools declare it. */
    static List<Destination> destinations() {
        List<Destination> all = new ArrayList<>();
        for (Family family : Family.values()) {
            for (String protocol : List.of("tcp", "udp")) {
                all.add(new Destination(peer(family), SERVICE, protocol));
                all.add(new Destination(loopback(family), SERVICE, protocol));
            }
        }
        return all;
    }

    /** Every kind of conversation of a family: the host's with its peer and with itself, and the peer's with the host. */
    static List<ProbeFlow> flows(Family family) {
        List<ProbeFlow> flows = new ArrayList<>();
        String own = family == Family.IPV4 ? "4" : "6";
        for (String protocol : List.of("tcp", "udp")) {
            String stem = protocol + own;
            flows.add(new ProbeFlow(stem + " out", protocol, "host", host(family), peer(family), SERVICE));
            flows.add(new ProbeFlow(stem + " loopback", protocol, "host", loopback(family), loopback(family), SERVICE));
            flows.add(new ProbeFlow(stem + " in", protocol, "peer", peer(family), host(family), null));
        }
        return flows;
    }

    /** Puts rules into the kernel, in place of all that were there; what the tool said when one of them was refused. */
    Optional<String> load(List<RuleText> rules) {
        clear();
        for (RuleText text : rules) {
            legacyLoaded |= text.backend() == Backend.IPTABLES_LEGACY;
            CommandResult result = run(text.backend().load(text.family()), text.text());
            if (!result.succeeded()) {
                return Optional.of(result.err());
            }
        }
        return Optional.empty();
    }

    private void clear() {
        run(List.of("nft", "-f", "-"), "flush ruleset\n").orThrow();
        if (legacyLoaded) {
            for (Family family : Family.values()) {
                run(Backend.IPTABLES_LEGACY.load(family), EMPTY).orThrow();
            }
        }
        legacyLoaded = false;
    }

    private static final String EMPTY = """
            *raw
            :PREROUTING ACCEPT
            :OUTPUT ACCEPT
            COMMIT
            *mangle
            :PREROUTING ACCEPT
            :INPUT ACCEPT
            :FORWARD ACCEPT
            :OUTPUT ACCEPT
            :POSTROUTING ACCEPT
            COMMIT
            *nat
            :PREROUTING ACCEPT
            :INPUT ACCEPT
            :OUTPUT ACCEPT
            :POSTROUTING ACCEPT
            COMMIT
            *filter
            :INPUT ACCEPT
            :FORWARD ACCEPT
            :OUTPUT ACCEPT
            COMMIT
            *security
            :INPUT ACCEPT
            :FORWARD ACCEPT
            :OUTPUT ACCEPT
            COMMIT
            """;

    /** Runs a command on the host. */
    CommandResult run(List<String> command, String input) {
        return pair.run(Side.HOST, command, input);
    }

    /** The ports whose conversation completes under the rules that are loaded, by name of the flow. */
    Map<String, PortSet> completed(List<ProbeFlow> flows, PortRange ports) {
        return agent.probe(flows, ports, QUIET);
    }

    /** The same, on a machine that may be busy. */
    Map<String, PortSet> completedPatiently(List<ProbeFlow> flows, PortRange ports) {
        return agent.probe(flows, ports, PATIENT);
    }

    /** Waits until no half-open connection of an earlier probe is in the way of the same ports. */
    void settle() {
        try {
            Thread.sleep(HALF_OPEN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        agent.close();
        pair.close();
    }
}
