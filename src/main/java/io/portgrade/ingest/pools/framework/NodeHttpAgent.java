package io.portgrade.ingest.pools.framework;

import io.portgrade.snapshot.PoolSettings;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The agent of Node's {@code http} and {@code https}, by the options of {@code new Agent()}; NestJS and axios use it.
 *
 * <p>Sources: Node.js 20, HTTP, {@code new Agent([options])}: keepAlive false, maxSockets and maxTotalSockets Infinity,
 * maxFreeSockets 256 a host, timeout in milliseconds; {@code lib/_http_agent.js}: a maxFreeSockets of 0 means 256 as well;
 * {@code http.globalAgent}: keepAlive and a timeout of 5 s since Node.js 19, where an agent that a program makes itself
 * still has neither. {@code lib/_http_client.js}, {@code lib/_http_agent.js}: where maxSockets is finite, a request
 * that waits takes over the socket of one that is done, keepAlive or not. Seen in Node.js 20.20.2, too.
 */
final class NodeHttpAgent implements PoolFramework {

    private static final int MAX_FREE_SOCKETS = 256;

    @Override
    public String id() {
        return "node-http-agent";
    }

    @Override
    public List<String> settings() {
        return List.of("keepAlive", "maxSockets", "maxFreeSockets", "maxTotalSockets", "timeout");
    }

    @Override
    public Set<String> otherSettings() {
        return Set.of(
                "keepAliveMsecs", "scheduling", "agentKeepAliveTimeoutBuffer", "defaultPort", "proxyEnv", "noDelay");
    }

    @Override
    public PoolSettings read(StatedSettings stated) {
        boolean keepAlive = stated.flag("keepAlive", false);
        int sockets = Math.min(
                stated.count("maxSockets", 1, Integer.MAX_VALUE),
                stated.count("maxTotalSockets", 1, Integer.MAX_VALUE));
        int statedFree = stated.count("maxFreeSockets", 0, MAX_FREE_SOCKETS);
        int free = statedFree == 0 ? MAX_FREE_SOCKETS : statedFree;
        Duration timeout = stated.duration("timeout", ChronoUnit.MILLIS, Duration.ZERO);
        return keepAlive
                ? PoolSettings.keptAlive()
                        .withMaxSize(sockets)
                        .withMaxIdle(free)
                        .withIdleTimeout(timeout)
                : PoolSettings.connectionPerRequest().withMaxSize(sockets);
    }

    @Override
    public Optional<PoolSettings> whenRequestsWait(StatedSettings stated, PoolSettings settings) {
        boolean takenOver = !Boolean.TRUE.equals(settings.keepAlive())
                && stated.count("maxSockets", 1, Integer.MAX_VALUE) < Integer.MAX_VALUE;
        if (!takenOver) {
            return Optional.empty();
        }
        stated.note(
                "maxSockets",
                "while requests wait for a socket, each takes over that of one before it and none is opened: counted so,"
                        + " but below that load each request opens one, set keepAlive: true");
        return Optional.of(settings.withKeepAlive(true));
    }
}
