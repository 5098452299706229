package io.portgrade.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import io.portgrade.audit.TestAudits;
import io.portgrade.capacity.Capacity;
import io.portgrade.ingest.AuditRequest;
import io.portgrade.ingest.SnapshotReader;
import io.portgrade.ingest.settings.SettingKeyTable;
import io.portgrade.kernel.NamespacePair.Side;
import io.portgrade.report.AuditReport;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.Section;
import io.portgrade.snapshot.SettingKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** A host with few ports that connects to a peer and to itself, and what the report on it says. */
final class CapacityLab implements AutoCloseable {

    static final String HOST_ADDRESS = "10.77.0.1";
    static final String SECOND_HOST_ADDRESS = "10.77.0.11";
    static final String THIRD_HOST_ADDRESS = "10.77.0.12";
    static final String FOURTH_HOST_ADDRESS = "10.77.0.13";
    static final Route PEER = Route.to("peer", "10.77.0.2", 443);
    static final Route OWN_ADDRESS = Route.to("host", HOST_ADDRESS, 443);
    static final Route LOOPBACK = Route.to("host", "127.0.0.1", 443);
    static final Route IPV6_LOOPBACK = Route.to("host", "::1", 443);

    private static final Path REUSE_DELAY = Path.of("/proc/sys/net/ipv4/tcp_tw_reuse_delay");
    private static final int FIRST_PORT = 20_000;
    private static final int WINDOW = 512;
    private static final int PEER_ADDRESSES = 4;
    private static final int REUSE_DELAY_MILLIS = 300;

    private final NamespacePair pair;
    private final PythonProcess client;
    private int windows;

    private CapacityLab(NamespacePair pair) {
        this.pair = pair;
        this.client = new PythonProcess("/kernel/connect.py", pair);
    }

    static CapacityLab open() {
        CapacityLab lab = new CapacityLab(KernelRequirements.open("ss", "sysctl"));
        try {
            lab.furnish();
            return lab;
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    private void furnish() {
        List.of(HOST_ADDRESS, SECOND_HOST_ADDRESS, THIRD_HOST_ADDRESS, FOURTH_HOST_ADDRESS)
                .forEach(address -> pair.addAddress(Side.HOST, address, 24));
        peers(PEER_ADDRESSES).forEach(route -> pair.addAddress(Side.PEER, route.address(), 24));
        List<Route> services = new ArrayList<>(peers(PEER_ADDRESSES));
        services.addAll(List.of(OWN_ADDRESS, LOOPBACK, IPV6_LOOPBACK, Route.to("peer", PEER.address(), 444)));
        services.forEach(route -> listen(route.server(), route.address(), route.port()));
    }

    /** To so many addresses of the peer. */
    static List<Route> peers(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> Route.to("peer", "10.77.0." + (2 + number), PEER.port()))
                .toList();
    }

    /** Ports that nothing has used yet. */
    PortRange freshPorts(int count) {
        int low = FIRST_PORT + WINDOW * windows++;
        return new PortRange(low, low + count - 1);
    }

    void setRange(PortRange range) {
        set(Side.HOST, SettingKeys.LOCAL_PORT_RANGE, range.low() + " " + range.high());
    }

    void set(Side side, String key, Object value) {
        client.ask(Map.of("set", List.of(List.of(side.name().toLowerCase(Locale.ROOT), key, value.toString()))));
    }

    void listen(String side, String address, int port) {
        client.ask(Map.of("listen", List.of(List.of(side, address, port))));
    }

    /** The report on the host as its tools describe it now. */
    AuditReport report(List<Pool> pools) {
        String settings = pair.run(Side.HOST, List.of("sysctl", "-a", "-r", "^net.ipv4|^kernel.osrelease"), "")
                .orThrow()
                .out();
        String sockets =
                pair.run(Side.HOST, List.of("ss", "-tln"), "").orThrow().out();
        AuditRequest request =
                new AuditRequest(null, settings, List.of(), Map.of(), List.of(), List.of(), sockets, null, null);
        HostSnapshot read =
                new SnapshotReader(SettingKeyTable.standard()).read(request).snapshot();
        Set<Section> sections = EnumSet.copyOf(read.submitted());
        sections.add(Section.POOLS);
        HostSnapshot snapshot = new HostSnapshot(
                read.host(),
                sections,
                read.settings(),
                read.sockets(),
                List.of(),
                pools,
                List.of(),
                read.diagnostics(),
                List.of());
        return TestAudits.audit(snapshot, "default");
    }

    Prediction predict(boolean peerTimestamps, Route... routes) {
        List<Pool> pools = List.of(routes).stream()
                .map(route -> route.pool(peerTimestamps))
                .toList();
        return Prediction.of(capacity(pools));
    }

    Capacity capacity(List<Pool> pools) {
        return report(pools).capacity();
    }

    /**
     * How many connections could be opened before the ports ran out, all routes together. Those over TCP are closed at once,
     * and those over UDP stay open.
     */
    int open(int most, Route... routes) {
        int opened = 0;
        for (JsonNode count : client.ask(Map.of("open", routes, "most", most)).get("opened")) {
            opened += count.intValue();
        }
        return opened;
    }

    /** Closes what is open. */
    void release() {
        client.ask(Map.of("release", true));
    }

    /** Connections a second of a client that takes every port as soon as it can have it. */
    double hungryPerSecond(Duration time, Route route) {
        JsonNode answer = client.ask(Map.of("hungry", route, "seconds", time.toMillis() / 1e3));
        return answer.get("ports").intValue() / answer.get("held").doubleValue();
    }

    /** Connections that found no port, of a client that never opens more than so many a second. */
    int refusedOf(double perSecond, Duration time, Route route) {
        return client.ask(Map.of("paced", route, "rate", perSecond, "seconds", time.toMillis() / 1e3))
                .get("refused")
                .intValue();
    }

    /** Seconds until a client that opens so many a second finds no port; infinite when it always finds one. */
    double secondsUntilRefused(double perSecond, Duration time, Route route) {
        JsonNode after = client.ask(Map.of("paced", route, "rate", perSecond, "seconds", time.toMillis() / 1e3))
                .get("after");
        return after.isNull() ? Double.POSITIVE_INFINITY : after.doubleValue();
    }

    /** Seconds until each of the routes has a port again. */
    List<Double> secondsUntilOpen(Duration most, Route... routes) {
        List<Double> seconds = new ArrayList<>();
        client.ask(Map.of("await", routes, "seconds", most.toSeconds()))
                .get("after")
                .forEach(after -> seconds.add(after.isNull() ? Double.POSITIVE_INFINITY : after.doubleValue()));
        return seconds;
    }

    /** A counter of the host's TCP. */
    int counter(String name) {
        return client.ask(Map.of("counter", name)).get("count").intValue();
    }

    /** Reuse is for loopback only, and timestamps are on: as a host has it by default. */
    void restoreDefaults() {
        setReuse(2, 1, 1);
        set(Side.HOST, SettingKeys.LOCAL_RESERVED_PORTS, "");
        release();
    }

    /** {@code tcp_tw_reuse} of the host, and {@code tcp_timestamps} of both sides. */
    void setReuse(int reuse, int hostTimestamps, int peerTimestamps) {
        set(Side.HOST, SettingKeys.TW_REUSE, reuse);
        set(Side.HOST, SettingKeys.TIMESTAMPS, hostTimestamps);
        set(Side.PEER, SettingKeys.TIMESTAMPS, peerTimestamps);
    }

    /** Makes the delay of reuse as short as the kernel lets it be here; returns a pause that is longer. */
    Duration shortenReuseDelay() {
        if (!hasReuseDelay()) {
            return Duration.ofMillis(2_200);
        }
        set(Side.HOST, SettingKeys.TW_REUSE_DELAY, REUSE_DELAY_MILLIS);
        return Duration.ofMillis(REUSE_DELAY_MILLIS + 150);
    }

    static boolean hasReuseDelay() {
        return Files.exists(REUSE_DELAY);
    }

    @Override
    public void close() {
        client.close();
        pair.close();
    }
}
