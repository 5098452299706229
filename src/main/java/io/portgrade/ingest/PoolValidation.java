package io.portgrade.ingest;

import io.portgrade.ingest.pools.SubmittedPool;
import io.portgrade.ingest.pools.SubmittedPool.SubmittedDestination;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.HostText;
import io.portgrade.snapshot.PortRange;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The checks of a pool's form.
 *
 * @param problems takes the pointer of a field and what must be put right
 */
record PoolValidation(BiConsumer<String, String> problems) {

    static final int MAX_POOLS = 10_000;
    private static final int MAX_NAME_LENGTH = 255;
    private static final Set<String> PROTOCOLS = Set.of("tcp", "udp");
    private static final Set<String> CLOSERS = Set.of("client", "server");

    void check(List<@Nullable SubmittedPool> pools) {
        if (pools.size() > MAX_POOLS) {
            problems.accept("/pools", "holds " + pools.size() + " pools, " + MAX_POOLS + " are allowed");
            return;
        }
        for (int i = 0; i < pools.size(); i++) {
            SubmittedPool pool = pools.get(i);
            if (pool == null) {
                problems.accept("/pools/" + i, "is null: send a pool or leave it out");
            } else {
                check(pool, "/pools/" + i);
            }
        }
    }

    private void check(SubmittedPool pool, String at) {
        printable(pool.name(), at + "/name");
        source(pool.sourceAddress(), at + "/sourceAddress");
        oneOf(pool.framework(), SubmittedPool.FRAMEWORKS, at + "/framework");
        oneOf(pool.closedBy(), CLOSERS, at + "/closedBy");
        atLeast(1, pool.instances(), at + "/instances");
        atLeast(0, pool.requestsPerSecond(), at + "/requestsPerSecond");
        atLeast(0, pool.connectionSeconds(), at + "/connectionSeconds");
        atLeast(0, pool.middleboxIdleSeconds(), at + "/middleboxIdleSeconds");
        atLeast(1, pool.serverMaxConnections(), at + "/serverMaxConnections");
        SubmittedDestination destination = pool.destination();
        if (destination == null) {
            problems.accept(at + "/destination", "is missing: send host and port, the ceilings are per destination");
        } else {
            check(destination, at + "/destination");
        }
    }

    private void check(SubmittedDestination destination, String at) {
        String host = destination.host();
        if (host == null || host.isBlank()) {
            problems.accept(at + "/host", "is missing: send an address or a name, which is never looked up");
        } else if (!isHost(host.strip())) {
            problems.accept(
                    at + "/host",
                    Excerpt.of(host)
                            + " is no address or name alone: leave out scheme and path, send the port in port");
        }
        Integer port = destination.port();
        if (port == null) {
            problems.accept(at + "/port", "is missing: the ceilings are per address and port");
        } else if (port < 1 || port > PortRange.MAX_PORT) {
            problems.accept(at + "/port", "must be 1 to " + PortRange.MAX_PORT);
        }
        oneOf(destination.protocol(), PROTOCOLS, at + "/protocol");
    }

    /** A name, an IPv4 address, or an IPv6 address with or without brackets and zone. */
    private static boolean isHost(String host) {
        boolean bracketed = host.startsWith("[");
        long colons = host.chars().filter(c -> c == ':').count();
        boolean balanced = bracketed == (host.indexOf(']') > 0) && host.lastIndexOf(':') <= end(host);
        return balanced
                && (bracketed || colons != 1)
                && host.length() <= MAX_NAME_LENGTH
                && host.chars().noneMatch(c -> c <= ' ' || c == '/' || c == '@' || Character.isISOControl(c));
    }

    private static int end(String host) {
        int bracket = host.indexOf(']');
        return bracket < 0 ? host.length() : bracket;
    }

    private void source(@Nullable String address, String at) {
        if (address == null || address.isBlank() || HostText.isLiteral(address)) {
            printable(address, at);
        } else {
            problems.accept(
                    at,
                    Excerpt.of(address)
                            + " is no address alone: send an IPv4 or IPv6 address without prefix length or leading zeros,"
                            + " or leave it out when the host chooses");
        }
    }

    private void printable(@Nullable String text, String at) {
        if (text != null && text.length() > MAX_NAME_LENGTH) {
            problems.accept(at, "is " + text.length() + " characters long, " + MAX_NAME_LENGTH + " are allowed");
        } else if (text != null && text.chars().anyMatch(Character::isISOControl)) {
            problems.accept(at, Excerpt.of(text) + " holds control characters: leave them out");
        }
    }

    private void oneOf(@Nullable String value, Iterable<String> known, String at) {
        if (value == null) {
            return;
        }
        for (String choice : known) {
            if (choice.equals(value)) {
                return;
            }
        }
        problems.accept(at, Excerpt.of(value) + " is none of " + String.join(", ", known));
    }

    private void atLeast(int least, @Nullable Number value, String at) {
        if (value != null && !(value.doubleValue() >= least && value.doubleValue() <= Integer.MAX_VALUE)) {
            problems.accept(at, "must be " + least + " to " + Integer.MAX_VALUE + ", not " + value);
        }
    }
}
