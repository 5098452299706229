package io.portgrade.ingest.pools.framework;

import io.portgrade.snapshot.PoolSettings;
import io.portgrade.snapshot.SocketOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One framework's words for connection pools. An implementation cites the document and version that its names and
 * defaults are from, has no state, and is found in {@link PoolFrameworks}.
 */
public interface PoolFramework {

    /** As the request names it. */
    String id();

    /** The settings that decide how many connections there are, by their documented names, the usual ones first. */
    List<String> settings();

    /** Documented settings that have no say in it, and are passed over. */
    default Set<String> otherSettings() {
        return Set.of();
    }

    /** What stands before its names in the files and the environment of applications, beginning with the usual one. */
    default List<String> prefixes() {
        return List.of();
    }

    /** Options that it sets on its sockets without being asked. */
    default Set<SocketOption> socketOptions() {
        return Set.of();
    }

    /** What is stated, and for what is not, the documented default. */
    PoolSettings read(StatedSettings stated);

    /** What its settings come to while requests wait for a connection; empty when that is the same. */
    default Optional<PoolSettings> whenRequestsWait(StatedSettings stated, PoolSettings settings) {
        return Optional.empty();
    }

    /** How settings stand in the files that people have; empty when none is read. */
    default Optional<PoolText> text() {
        return Optional.empty();
    }
}
