package io.portgrade.snapshot;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection pool as submitted, in words that all frameworks share. Rates and counts are of all instances together
 * unless they say otherwise.
 *
 * @param destination where its connections really go: never 0.0.0.0 or ::
 * @param framework in whose vocabulary it was submitted
 * @param settings of each instance; null when one of them could not be read, so that nothing is known of any
 * @param statements the lines that its settings were read from; empty when they were not sent as text
 * @param instances processes times replicas, 1 and up
 * @param requestsPerSecond null when not stated
 * @param requestTime how long a request has its connection to itself, and so how long one lives that is not kept alive;
 *     null when not stated
 * @param sourceAddress the address that is bound before connecting, in the form of {@link Destination#host}, or the
 *     wildcard; null when none is
 * @param serverMaxConnections how many the server accepts; null when not stated
 * @param peerTimestamps whether the server has TCP timestamps on; null when unknown
 * @param middleboxIdle after how long a NAT or load balancer on the way forgets an idle connection; null when unknown
 */
public record Pool(
        String name,
        String framework,
        Destination destination,
        @Nullable PoolSettings settings,
        List<PoolStatement> statements,
        int instances,
        @Nullable Double requestsPerSecond,
        @Nullable Duration requestTime,
        Closer closedBy,
        @Nullable String sourceAddress,
        Set<SocketOption> socketOptions,
        @Nullable Integer serverMaxConnections,
        @Nullable Boolean peerTimestamps,
        @Nullable Duration middleboxIdle,
        SourceLocation source) {

    public Pool {
        statements = List.copyOf(statements);
        sourceAddress = sourceAddress == null ? null : HostText.canonical(sourceAddress);
        destination = destination.reachedFrom(fixed(sourceAddress));
        Set<SocketOption> options = EnumSet.noneOf(SocketOption.class);
        options.addAll(socketOptions);
        socketOptions = Collections.unmodifiableSet(options);
    }

    /** The same pool, set otherwise. */
    public Pool withSettings(PoolSettings other) {
        return with(destination, other, sourceAddress, socketOptions);
    }

    /** The same pool, with an address that it binds late, as connect() does by itself. */
    public Pool boundLate(String address) {
        Set<SocketOption> options = EnumSet.of(SocketOption.IP_BIND_ADDRESS_NO_PORT);
        options.addAll(socketOptions);
        return with(destination, settings, address, options);
    }

    /** The same pool, by another name of its destination. */
    public Pool to(Destination other) {
        return with(other, settings, sourceAddress, socketOptions);
    }

    private Pool with(Destination to, @Nullable PoolSettings set, @Nullable String address, Set<SocketOption> options) {
        return new Pool(
                name,
                framework,
                to,
                set,
                statements,
                instances,
                requestsPerSecond,
                requestTime,
                closedBy,
                address,
                options,
                serverMaxConnections,
                peerTimestamps,
                middleboxIdle,
                source);
    }

    /** How long a connection lives that is not kept alive, zero when not stated. */
    public Duration lifetime() {
        return requestTime == null ? Duration.ZERO : requestTime;
    }

    /** Whether the server closes first, or linger is 0: no TIME_WAIT is on this side. */
    public boolean leavesNoTimeWait() {
        return closedBy == Closer.SERVER || socketOptions.contains(SocketOption.SO_LINGER);
    }

    /** Whether a source address is bound without IP_BIND_ADDRESS_NO_PORT, so that reuse has no effect. */
    public boolean bindsFirst() {
        return sourceAddress != null && !socketOptions.contains(SocketOption.IP_BIND_ADDRESS_NO_PORT);
    }

    /** The address that its connections come from; null when the host chooses it, as it does for the wildcard too. */
    public @Nullable String fixedSource() {
        return fixed(sourceAddress);
    }

    private static @Nullable String fixed(@Nullable String source) {
        return source == null || HostText.isWildcard(source) ? null : source;
    }

    /** Whether its sockets are bound to an address of the other family than where it connects to, which the kernel refuses. */
    public boolean mixesFamilies() {
        String source = fixedSource();
        return source != null
                && HostText.isAddress(source)
                && HostText.isAddress(destination.host())
                && HostText.isIpv6(source) != HostText.isIpv6(destination.host());
    }

    /**
     * Requests that get a connection: those that are asked for, or as many as the connections of a bounded pool serve,
     * size × instances / time of each, by Little's law. The others wait or fail, and open none. Null when not stated.
     */
    public @Nullable Double servedPerSecond() {
        return isOverloaded() ? Double.valueOf(mostInUse() / seconds(lifetime())) : requestsPerSecond;
    }

    /** Whether its requests would need more connections at once than it may open. */
    public boolean isOverloaded() {
        return requestsPerSecond != null && requestsPerSecond * seconds(lifetime()) > mostInUse();
    }

    /** The most that all instances together may have open at once; null when there is no bound, or none is known. */
    public @Nullable Double maxConnections() {
        Integer size = settings == null ? null : settings.maxSize();
        if (settings == null || size == null) {
            return null;
        }
        double each = (double) size * instances;
        Integer shared = settings.sharedInUse();
        Integer unused = settings.maxIdle();
        return shared == null || unused == null
                ? Double.valueOf(each)
                : Double.valueOf(Math.min(each, shared + (keepsAlive() ? (double) unused * instances : 0)));
    }

    /** How many requests of all instances may have one at once; without end when there is no bound, or none is known. */
    public double mostInUse() {
        Integer size = settings == null ? null : settings.maxSize();
        if (settings == null || size == null) {
            return Double.POSITIVE_INFINITY;
        }
        double each = (double) size * instances;
        Integer shared = settings.sharedInUse();
        return shared == null ? each : Math.min(each, shared);
    }

    /**
     * How many connections are opened in the long run; null when that cannot be told.
     *
     * <p>Without keep-alive it is one for each request that is served. With it, connections are opened in place of those that reach their
     * greatest age (kept × instances / lifetime), or their number of requests, or that come back when enough idle ones
     * are kept. Of the last there are as many as requests find none idle, when they come independently of each other. Of
     * requests that wait for a connection, each takes the next that comes back. Connections that only time out idle are left
     * out: a pool that is used keeps them busy.
     */
    public @Nullable Double newConnectionsPerSecond() {
        return opened(false);
    }

    /** The same when requests come in waves: those that are under way at once begin together, and end together. */
    public @Nullable Double newConnectionsInWaves() {
        return opened(true);
    }

    private @Nullable Double opened(boolean inWaves) {
        Boolean keepAlive = settings == null ? null : settings.keepAlive();
        if (settings == null || keepAlive == null) {
            return null;
        }
        if (!keepAlive) {
            return servedPerSecond();
        }
        Double aged = agedPerSecond(settings);
        Double worn = wornPerSecond(settings);
        Double discarded = discardedPerSecond(settings, inWaves);
        if (aged == null || worn == null || discarded == null) {
            return null;
        }
        double opened = aged + worn + discarded;
        Double served = servedPerSecond();
        return served != null && settings.minIdle() == 0
                ? Double.valueOf(Math.min(opened, served))
                : Double.valueOf(opened);
    }

    /**
     * How many connections are opened for each request, 0 to 1, because none is kept for it; null when that cannot be told.
     * Connections that are replaced for their age have nothing to do with requests and are left out.
     */
    public @Nullable Double connectionsPerRequest() {
        Double served = servedPerSecond();
        if (settings == null || settings.keepAlive() == null || served == null || served <= 0) {
            return null;
        }
        if (!settings.keepAlive()) {
            return 1.0;
        }
        Double worn = wornPerSecond(settings);
        Double discarded = discardedPerSecond(settings, false);
        return worn == null || discarded == null ? null : Double.valueOf(Math.min(1, (worn + discarded) / served));
    }

    /** Whether it keeps connections for later requests; false too when that is not known. */
    public boolean keepsAlive() {
        return settings != null && Boolean.TRUE.equals(settings.keepAlive());
    }

    /**
     * The most connections that are open at once; null when that cannot be told. Of a bounded pool that keeps them it is
     * its size, whether requests need it or not; else those that requests use at once, by Little's law.
     */
    public @Nullable Double openConnections() {
        if (settings == null) {
            return null;
        }
        Integer maxSize = settings.maxSize();
        boolean keeps = !Boolean.FALSE.equals(settings.keepAlive());
        Double used = usedPerInstance(settings);
        if (maxSize != null && (keeps || used == null)) {
            return maxConnections();
        }
        return used == null ? null : Double.valueOf(used * instances);
    }

    private @Nullable Double agedPerSecond(PoolSettings each) {
        Duration age = each.maxLifetime();
        if (age == null) {
            return 0.0;
        }
        Integer kept = each.kept();
        Double connections = kept == null ? usedPerInstance(each) : Double.valueOf(kept);
        return connections == null ? null : Double.valueOf(connections * instances / seconds(age));
    }

    private @Nullable Double wornPerSecond(PoolSettings each) {
        Integer requests = each.requestsPerConnection();
        if (requests == null) {
            return 0.0;
        }
        Double served = servedPerSecond();
        return served == null ? null : Double.valueOf(served / requests);
    }

    private @Nullable Double discardedPerSecond(PoolSettings each, boolean inWaves) {
        Integer kept = each.maxIdle();
        if (kept == null || !each.discardsIdle()) {
            return 0.0;
        }
        Double served = servedPerSecond();
        if (served == null || kept == 0) {
            return served;
        }
        Double used = usedPerInstance(each);
        if (used == null) {
            return null;
        }
        if (inWaves) {
            return Double.valueOf(used <= kept ? 0 : served * (1 - kept / used));
        }
        boolean wait = isOverloaded() && !each.refusesMore();
        return Double.valueOf(wait ? 0 : served * IdleList.missed(kept, used));
    }

    /** Little's law: rate × time; null when either is not stated. */
    private @Nullable Double usedPerInstance(PoolSettings each) {
        if (requestsPerSecond == null || requestTime == null) {
            return null;
        }
        double used = requestsPerSecond * seconds(requestTime) / instances;
        return Double.valueOf(Math.min(used, mostInUse() / instances));
    }

    /** With its fraction. */
    public static double seconds(Duration time) {
        return time.getSeconds() + time.getNano() / 1e9;
    }
}
