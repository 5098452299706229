package io.portgrade.fact;

import io.portgrade.capacity.CapacityModel;
import io.portgrade.capacity.DestinationCapacity;
import io.portgrade.capacity.PortSupply;
import io.portgrade.fact.CapacityUse.Kind;
import io.portgrade.finding.Numerals;
import io.portgrade.policy.Bands;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PoolSettings;
import io.portgrade.snapshot.SocketOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What can be done about demand without a setting of the kernel, and where each change leaves it by the same model. */
record PoolAlternatives(List<Pool> pools, PortSupply supply, Kind kind, Bands bands) {

    private static final int MOST_ADDRESSES = 64;
    private static final int MOST_POOLS = 10_000;

    /** Each as a clause that ends with the utilisation it gives; only those that are enough. */
    List<String> find(DestinationCapacity capacity) {
        List<String> found = new ArrayList<>();
        if (kind == Kind.RATE) {
            attempt("keep its connections alive", capacity, PoolAlternatives::keptAlive)
                    .ifPresent(found::add);
        } else {
            smallerPool(capacity).ifPresent(found::add);
        }
        attempt("set IP_BIND_ADDRESS_NO_PORT", capacity, PoolAlternatives::boundLate)
                .or(() -> everyPoolBoundLate(capacity))
                .ifPresent(found::add);
        moreAddresses(capacity).ifPresent(found::add);
        return found;
    }

    private Optional<String> attempt(String words, DestinationCapacity capacity, UnaryOperator<Pool> change) {
        List<Pool> changed = pools.stream()
                .map(pool -> CapacityFacts.isFor(capacity, pool) ? change.apply(pool) : pool)
                .toList();
        return changed.equals(pools) ? Optional.empty() : enough(words, CapacityModel.again(capacity, supply, changed));
    }

    /** For pools that lose their ports to others. */
    private Optional<String> everyPoolBoundLate(DestinationCapacity capacity) {
        List<Pool> changed = pools.stream().map(PoolAlternatives::boundLate).toList();
        return changed.equals(pools)
                ? Optional.empty()
                : enough(
                        "set IP_BIND_ADDRESS_NO_PORT in every pool that binds first",
                        CapacityModel.again(capacity, supply, changed));
    }

    private Optional<String> enough(String words, DestinationCapacity after) {
        double used = kind.utilisation(after);
        return bands.reachedBy(used) ? Optional.empty() : Optional.of(words + " (" + Numerals.percent(used) + ")");
    }

    /** Only for the one pool of a destination: which of several is to be smaller, nobody knows here. */
    private Optional<String> smallerPool(DestinationCapacity capacity) {
        List<Pool> own = pools.stream()
                .filter(pool -> CapacityFacts.isFor(capacity, pool))
                .toList();
        PoolSettings settings = own.size() == 1 ? own.get(0).settings() : null;
        Integer size = settings == null ? null : settings.maxSize();
        if (settings == null || size == null) {
            return Optional.empty();
        }
        int smaller = (int) (size * bands.mildestLimit() / kind.utilisation(capacity));
        return smaller < 1
                ? Optional.empty()
                : attempt(
                        "set the pool to " + Numerals.counted(smaller, "connection") + " for each instance",
                        capacity,
                        pool -> with(pool, settings.withMaxSize(smaller)));
    }

    /** Shares the demand out evenly, each part from an address of its own that is bound late. */
    private Optional<String> moreAddresses(DestinationCapacity capacity) {
        List<Pool> own = pools.stream()
                .filter(pool -> CapacityFacts.isFor(capacity, pool))
                .toList();
        double needed = Math.ceil(kind.utilisation(capacity) / bands.mildestLimit());
        if (needed < 2 || needed > MOST_ADDRESSES || needed * own.size() + pools.size() > MOST_POOLS) {
            return Optional.empty();
        }
        int addresses = (int) needed;
        List<Pool> shared = new ArrayList<>(pools);
        shared.removeAll(own);
        for (int i = 0; i < addresses; i++) {
            for (Pool pool : own) {
                shared.add(part(pool, addresses, i == 0 ? capacity.source() : "source-" + i));
            }
        }
        return enough(
                "add " + (addresses - 1) + " source address" + (addresses == 2 ? "" : "es")
                        + " and spread it over them",
                CapacityModel.again(capacity, supply, shared));
    }

    private static Pool part(Pool pool, int of, @Nullable String source) {
        Double rate = pool.requestsPerSecond();
        PoolSettings settings = pool.settings();
        int instances = (int) dividedUp(pool.instances(), of);
        if (settings != null && settings.maxSize() != null) {
            long size = (long) settings.maxSize() * pool.instances();
            settings = settings.withMaxSize((int) dividedUp(size, (long) of * instances));
        }
        Pool smaller = copy(
                pool,
                settings,
                instances,
                rate == null ? null : Double.valueOf(rate / of),
                pool.socketOptions(),
                source);
        return boundLate(smaller);
    }

    private static long dividedUp(long count, long parts) {
        return (count + parts - 1) / parts;
    }

    private static Pool keptAlive(Pool pool) {
        PoolSettings each = pool.settings();
        return each == null || !Boolean.FALSE.equals(each.keepAlive())
                ? pool
                : with(
                        pool,
                        new PoolSettings(
                                true,
                                each.maxSize(),
                                each.maxIdle(),
                                each.minIdle(),
                                each.idleTimeout(),
                                each.maxLifetime(),
                                each.requestsPerConnection()));
    }

    private static Pool boundLate(Pool pool) {
        Set<SocketOption> options = EnumSet.of(SocketOption.IP_BIND_ADDRESS_NO_PORT);
        options.addAll(pool.socketOptions());
        return pool.bindsFirst()
                ? copy(pool, pool.settings(), pool.instances(), pool.requestsPerSecond(), options, pool.sourceAddress())
                : pool;
    }

    private static Pool with(Pool pool, PoolSettings settings) {
        return copy(
                pool, settings, pool.instances(), pool.requestsPerSecond(), pool.socketOptions(), pool.sourceAddress());
    }

    private static Pool copy(
            Pool pool,
            @Nullable PoolSettings settings,
            int instances,
            @Nullable Double requestsPerSecond,
            Set<SocketOption> options,
            @Nullable String source) {
        Destination destination = pool.destination();
        return new Pool(
                pool.name(),
                pool.framework(),
                destination,
                settings,
                pool.statements(),
                instances,
                requestsPerSecond,
                pool.requestTime(),
                pool.closedBy(),
                source,
                options,
                pool.serverMaxConnections(),
                pool.peerTimestamps(),
                pool.middleboxIdle(),
                pool.source());
    }
}
