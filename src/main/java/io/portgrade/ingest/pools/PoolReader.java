package io.portgrade.ingest.pools;

import io.portgrade.ingest.pools.SubmittedPool.SubmittedDestination;
import io.portgrade.ingest.pools.framework.PoolFramework;
import io.portgrade.ingest.pools.framework.PoolFrameworks;
import io.portgrade.ingest.pools.framework.PoolText;
import io.portgrade.ingest.pools.framework.StatedSetting;
import io.portgrade.ingest.pools.framework.StatedSettings;
import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.ingest.text.SubmittedText;
import io.portgrade.snapshot.Closer;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PoolSettings;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.SocketOption;
import io.portgrade.snapshot.SourceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads submitted pools, each by the vocabulary of its framework. The source of what is said of one is its place. */
public final class PoolReader {

    static final int MAX_TEXT_LENGTH = 262_144;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Diagnostics diagnostics = new Diagnostics("pools");
    private final Map<String, String> placesByName = new HashMap<>();

    public List<Diagnostic> diagnostics() {
        return diagnostics.toList();
    }

    /** Reads what can be read; a pool without a usable destination is passed over. */
    public List<Pool> read(List<@Nullable SubmittedPool> submitted) {
        List<Pool> pools = new ArrayList<>();
        for (int i = 0; i < submitted.size(); i++) {
            SubmittedPool pool = submitted.get(i);
            Destination destination = pool == null ? null : destination(pool.destination());
            if (pool != null && destination != null) {
                pools.add(read(pool, destination, "pools[" + i + "]"));
            }
        }
        return pools;
    }

    private Pool read(SubmittedPool pool, Destination destination, String place) {
        String framework = Objects.requireNonNullElse(pool.framework(), PoolFrameworks.DEFAULT);
        Optional<StatedSettings> stated = PoolFrameworks.find(framework)
                .map(vocabulary ->
                        new StatedSettings(vocabulary, stated(pool, vocabulary, destination, place), diagnostics));
        Pool read = new Pool(
                name(pool, place),
                framework,
                destination,
                stated.flatMap(StatedSettings::read).orElse(null),
                stated.map(StatedSettings::statements).orElse(List.of()),
                Objects.requireNonNullElse(pool.instances(), 1),
                pool.requestsPerSecond(),
                duration(pool.connectionSeconds()),
                "server".equals(pool.closedBy()) ? Closer.SERVER : Closer.CLIENT,
                pool.sourceAddress() == null || pool.sourceAddress().isBlank()
                        ? null
                        : pool.sourceAddress().strip(),
                socketOptions(pool, framework, place),
                pool.serverMaxConnections(),
                pool.peerTimestamps(),
                duration(pool.middleboxIdleSeconds()),
                SourceLocation.in(place));
        Pool loaded = stated.map(settings -> underLoad(read, settings)).orElse(read);
        sayWhatIsMissing(loaded, place);
        sayWhatContradicts(loaded, place);
        return loaded;
    }

    private static Pool underLoad(Pool pool, StatedSettings stated) {
        PoolSettings settings = pool.settings();
        return settings == null || !pool.isOverloaded()
                ? pool
                : stated.whenRequestsWait(settings).map(pool::withSettings).orElse(pool);
    }

    private Set<SocketOption> socketOptions(SubmittedPool pool, String framework, String place) {
        Set<SocketOption> options = new SocketOptions(message -> note(place, message)).read(pool.socketOptions());
        PoolFrameworks.find(framework).map(PoolFramework::socketOptions).ifPresent(options::addAll);
        return options;
    }

    private String name(SubmittedPool pool, String place) {
        String name = pool.name();
        if (name == null || name.isBlank()) {
            return place;
        }
        String first = placesByName.putIfAbsent(name, place);
        if (first != null) {
            note(place, "is called " + Excerpt.of(name) + " as " + first + " is: told apart by their places");
        }
        return name;
    }

    private List<StatedSetting> stated(
            SubmittedPool pool, PoolFramework framework, Destination destination, String place) {
        List<StatedSetting> stated = new ArrayList<>();
        String text = pool.text();
        if (text != null) {
            stated.addAll(settings(text, framework, destination, place));
        }
        pool.settings().forEach((name, value) -> stated.add(new StatedSetting(name, value, SourceLocation.in(place))));
        return stated;
    }

    private List<StatedSetting> settings(String text, PoolFramework framework, Destination destination, String place) {
        Optional<PoolText> form = framework.text();
        if (form.isEmpty()) {
            note(place, "no text is read for " + framework.id() + ": send its settings one by one");
            return List.of();
        }
        if (text.length() > MAX_TEXT_LENGTH) {
            note(place, "text is longer than " + MAX_TEXT_LENGTH + " characters: send the part about this pool");
            return List.of();
        }
        Diagnostics ofText = new Diagnostics(place + ".text");
        SubmittedText cleaned = SubmittedText.of(text, place + ".text");
        ofText.addAll(cleaned.diagnostics());
        List<StatedSetting> stated = form.get().parse(cleaned.text(), destination, ofText);
        diagnostics.addAll(ofText.toList());
        return stated;
    }

    /** Why nothing is known of the connections that a readable pool opens. */
    private void sayWhatIsMissing(Pool pool, String place) {
        PoolSettings settings = pool.settings();
        if (settings == null || pool.newConnectionsPerSecond() != null) {
            return;
        }
        String missing = "what the pool opens is not assessed";
        if (settings.keepAlive() == null) {
            note(place, "nothing says whether connections are kept alive: " + missing);
        } else if (pool.requestsPerSecond() == null) {
            note(place, "requestsPerSecond is left out: " + missing);
        } else {
            note(
                    place,
                    "connectionSeconds, how long a request takes, is left out"
                            + (settings.kept() == null
                                    ? ": "
                                    : ", and no more than " + settings.kept() + " connections are kept: ")
                            + missing);
        }
    }

    private void sayWhatContradicts(Pool pool, String place) {
        if (pool.mixesFamilies()) {
            note(
                    place,
                    "sourceAddress " + pool.sourceAddress() + " can never connect to "
                            + pool.destination().host()
                            + ", one is IPv4 and the other IPv6: send an address of the destination's family");
        }
        PoolSettings settings = pool.settings();
        if (settings != null && settings.sharedInUse() != null && pool.instances() > 1) {
            note(
                    place,
                    "the " + pool.instances() + " instances are taken to share one bound of " + settings.sharedInUse()
                            + " connections in use, as the workers of one host do: send a pool for each host");
        }
        if (settings != null && pool.isOverloaded()) {
            long most = (long) pool.mostInUse();
            note(
                    place,
                    "requestsPerSecond and connectionSeconds take more connections at once than may be open, " + most
                            + ": the requests would " + (settings.refusesMore() ? "fail" : "queue")
                            + ", and only as many are counted as those connections serve");
        }
    }

    private void note(String place, String message) {
        diagnostics.add(Diagnostic.at(SourceLocation.in(place), message));
    }

    private static @Nullable Duration duration(@Nullable Double seconds) {
        return seconds == null ? null : Duration.ofNanos(Math.round(seconds * NANOS_PER_SECOND));
    }

    private static @Nullable Destination destination(@Nullable SubmittedDestination submitted) {
        if (submitted == null || submitted.host() == null || submitted.host().isBlank()) {
            return null;
        }
        int port = Objects.requireNonNullElse(submitted.port(), 0);
        if (port < 1 || port > PortRange.MAX_PORT) {
            return null;
        }
        return new Destination(submitted.host(), port, Objects.requireNonNullElse(submitted.protocol(), "tcp"));
    }
}
