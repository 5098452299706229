package io.portgrade.fact;

import io.portgrade.capacity.CapacityModel;
import io.portgrade.capacity.DestinationCapacity;
import io.portgrade.fact.CapacityUse.Kind;
import io.portgrade.finding.Numerals;
import io.portgrade.policy.Bands;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PoolSettings;
import io.portgrade.snapshot.SocketOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What can be done about demand without a setting of the kernel, and where each change leaves it by the same model. */
final class PoolAlternatives {

    private static final int MOST_ADDRESSES = 64;
    private static final int MOST_POOLS = 10_000;

    private final CapacityModel today;
    private final Bands bands;
    private final Map<Kind, Map<DestinationCapacity, List<String>>> found = new EnumMap<>(Kind.class);
    private @Nullable CapacityModel allBoundLate;

    PoolAlternatives(CapacityModel today, Bands bands) {
        this.today = today;
        this.bands = bands;
    }

    /** Each as a clause that ends with the utilisation it gives; only those that are enough. */
    List<String> find(Kind kind, DestinationCapacity capacity) {
        return found.computeIfAbsent(kind, other -> new HashMap<>())
                .computeIfAbsent(capacity, other -> look(kind, other));
    }

    private List<String> look(Kind kind, DestinationCapacity capacity) {
        List<String> found = new ArrayList<>();
        List<Pool> own = today.pools(capacity);
        if (kind == Kind.RATE) {
            changed(own, PoolAlternatives::keptAlive)
                    .flatMap(pools -> enough("keep its connections alive", kind, capacity, pools))
                    .ifPresent(found::add);
        } else {
            smallerPool(own, capacity).ifPresent(found::add);
        }
        changed(own, PoolAlternatives::boundLate)
                .flatMap(pools -> enough("set IP_BIND_ADDRESS_NO_PORT", kind, capacity, pools))
                .or(() -> everyPoolBoundLate(kind, capacity))
                .ifPresent(found::add);
        moreAddresses(own, kind, capacity).ifPresent(found::add);
        return found;
    }

    /** None when the change makes no difference to any of them. */
    private static Optional<List<Pool>> changed(List<Pool> pools, UnaryOperator<Pool> change) {
        List<Pool> changed = pools.stream().map(change).toList();
        return changed.equals(pools) ? Optional.empty() : Optional.of(changed);
    }

    /** For pools that lose their ports to others. */
    private Optional<String> everyPoolBoundLate(Kind kind, DestinationCapacity capacity) {
        if (allBoundLate == null) {
            allBoundLate = changed(today.pools(), PoolAlternatives::boundLate)
                    .map(today::with)
                    .orElse(today);
        }
        return enough("set IP_BIND_ADDRESS_NO_PORT in every pool that binds first", kind, capacity, allBoundLate);
    }

    private Optional<String> enough(String words, Kind kind, DestinationCapacity before, List<Pool> instead) {
        return enough(words, kind, before, today.with(before, instead));
    }

    private Optional<String> enough(String words, Kind kind, DestinationCapacity before, CapacityModel changed) {
        return enough(words, kind.utilisationBy(changed, before));
    }

    private Optional<String> enough(String words, double used) {
        return bands.reachedBy(used) ? Optional.empty() : Optional.of(words + " (" + Numerals.percent(used) + ")");
    }

    /** Only for the one pool of a destination: which of several is to be smaller, nobody knows here. */
    private Optional<String> smallerPool(List<Pool> own, DestinationCapacity capacity) {
        PoolSettings settings = own.size() == 1 ? own.get(0).settings() : null;
        Integer size = settings == null ? null : settings.maxSize();
        if (settings == null || size == null) {
            return Optional.empty();
        }
        int smaller = (int) (size * bands.mildestLimit() / Kind.CONCURRENCY.utilisation(capacity));
        return smaller < 1
                ? Optional.empty()
                : enough(
                        "set the pool to " + Numerals.counted(smaller, "connection") + " for each instance",
                        Kind.CONCURRENCY,
                        capacity,
                        List.of(own.get(0).withSettings(settings.withMaxSize(smaller))));
    }

    /**
     * Shares the demand out evenly, each part from an address of its own, that is bound as early as the pool binds one today. It stays that of as many processes,
     * with as many files.
     */
    private Optional<String> moreAddresses(List<Pool> own, Kind kind, DestinationCapacity capacity) {
        double files = kind == Kind.CONCURRENCY ? today.filesUsed(capacity) : 0;
        if (bands.reachedBy(files)) {
            return Optional.empty();
        }
        double needed = Math.ceil(kind.utilisation(capacity) / bands.mildestLimit());
        if (needed < 2 || needed > MOST_ADDRESSES || needed * own.size() > MOST_POOLS) {
            return Optional.empty();
        }
        int addresses = (int) needed;
        List<Pool> shared = new ArrayList<>();
        for (int i = 0; i < addresses; i++) {
            for (Pool pool : own) {
                shared.add(part(pool, addresses, i == 0 ? pool.sourceAddress() : "source-" + i));
            }
        }
        double used =
                Math.max(files, kind.utilisationBy(today.withoutFileLimit().with(capacity, shared), capacity));
        return enough(
                "add " + (addresses - 1) + " source address" + (addresses == 2 ? "" : "es")
                        + " and spread it over them",
                used);
    }

    private static Pool part(Pool pool, int of, @Nullable String source) {
        Double rate = pool.requestsPerSecond();
        PoolSettings settings = pool.settings();
        int instances = (int) dividedUp(pool.instances(), of);
        if (settings != null && settings.maxSize() != null) {
            long size = (long) settings.maxSize() * pool.instances();
            settings = settings.withMaxSize((int) dividedUp(size, (long) of * instances));
            Integer shared = settings.sharedInUse();
            settings = shared == null ? settings : settings.withSharedInUse((int) dividedUp(shared, of));
        }
        Set<SocketOption> options = EnumSet.noneOf(SocketOption.class);
        options.addAll(pool.socketOptions());
        if (!pool.bindsFirst()) {
            options.add(SocketOption.IP_BIND_ADDRESS_NO_PORT);
        }
        return copy(pool, settings, instances, rate == null ? null : Double.valueOf(rate / of), options, source);
    }

    private static long dividedUp(long count, long parts) {
        return (count + parts - 1) / parts;
    }

    private static Pool keptAlive(Pool pool) {
        PoolSettings each = pool.settings();
        return each == null || !Boolean.FALSE.equals(each.keepAlive())
                ? pool
                : pool.withSettings(each.withKeepAlive(true));
    }

    private static Pool boundLate(Pool pool) {
        String source = pool.sourceAddress();
        return source != null && pool.bindsFirst() ? pool.boundLate(source) : pool;
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
