package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.Pool;
import java.util.List;

/**
 * A pool, or several to one destination, of which a rule has something to say.
 *
 * @param what one clause that begins with its name: {@code orders opens 500 connections a second}
 * @param evidence at least one piece
 * @param fix one clause, in the framework's own words where they are known, and what it yields
 */
record AffectedPool(String what, List<Evidence> evidence, String fix) {

    AffectedPool {
        evidence = List.copyOf(evidence);
    }

    static AffectedPool of(Pool pool, String what, String key, Object value, String fix) {
        Evidence evidence = Evidence.at(pool.source(), name(pool) + " " + key, value.toString());
        return new AffectedPool(name(pool) + " " + what, List.of(evidence), name(pool) + ": " + fix);
    }

    /** The same, found in its settings: with the lines that state them, where it was sent as text. */
    static AffectedPool bySettings(Pool pool, String what, String key, Object value, String fix) {
        AffectedPool affected = of(pool, what, key, value, fix);
        return new AffectedPool(affected.what, Evidence.both(affected.evidence, statements(pool)), affected.fix);
    }

    /** The lines of text that its settings were read from. */
    static List<Evidence> statements(Pool pool) {
        return pool.statements().stream()
                .map(line -> Evidence.at(line.source(), name(pool) + " " + line.name(), line.value()))
                .toList();
    }

    /** As sentences quote it: at most 80 characters. */
    static String name(Pool pool) {
        return Excerpt.unquoted(pool.name());
    }
}
