package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Numerals;
import io.portgrade.finding.Remediation;
import io.portgrade.finding.Severity;
import io.portgrade.policy.Bands;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SettingKeys;
import io.portgrade.snapshot.Settings;
import java.util.List;
import java.util.Optional;

/**
 * The connection tracking table.
 *
 * @param key the name under which its size was submitted
 * @param max entries it can hold, at least 1
 * @param expected entries to plan for, the most of: those in it when the snapshot was taken, one destination's worth of
 *     ephemeral ports, what the pools ask for
 * @param toCome the same once the port range is mended
 * @param basis in words, what {@code expected} is
 * @param bands how much of it may be used, 0 to 1, before the policy minds
 */
public record ConntrackTable(
        String key, long max, long expected, long toCome, String basis, Bands bands, List<Evidence> evidence) {

    private static final long LARGEST = 1L << 30;

    public ConntrackTable {
        evidence = List.copyOf(evidence);
    }

    public double utilisation() {
        return (double) expected / max;
    }

    /** Used of it, as percent. */
    public String share() {
        return Numerals.percent(utilisation());
    }

    public boolean isTooSmall() {
        return bands.reachedBy(utilisation());
    }

    /** How bad it is that the table is too small. */
    public Severity severity() {
        return bands.severityAt(utilisation());
    }

    /** The next power of two at which the table is used no more than it should be. */
    public Remediation fix() {
        return sizeFor(toCome, bands.mildestLimit())
                .map(size -> Remediation.set(
                        "Set nf_conntrack_max to " + size + " in the initial network namespace.", key, size))
                .orElseGet(() -> Remediation.advise("Find out what fills the table: no size that the kernel accepts"
                        + " is large enough for " + toCome + " entries."));
    }

    /**
     * The key under which the size of the table was submitted, or would be. It has two names; the one that has the last word
     * counts.
     */
    static String key(Settings settings) {
        Optional<Setting> older = settings.find(SettingKeys.CONNTRACK_MAX_ALIAS);
        Optional<Setting> usual = settings.find(SettingKeys.CONNTRACK_MAX);
        boolean last = older.isPresent() && (usual.isEmpty() || hasLastWord(older.get(), usual.get(), settings));
        return last ? SettingKeys.CONNTRACK_MAX_ALIAS : SettingKeys.CONNTRACK_MAX;
    }

    private static boolean hasLastWord(Setting one, Setting other, Settings settings) {
        return one.origin().isFile() && other.origin().isFile()
                ? settings.isLoadedAfter(one, other)
                : one.origin().compareTo(other.origin()) > 0;
    }

    /** The least power of two of which the entries are at most that share; empty beyond what the kernel's int holds. */
    static Optional<Long> sizeFor(long entries, double limit) {
        double needed = Math.ceil(entries / limit);
        if (!(needed <= LARGEST)) {
            return Optional.empty();
        }
        return Optional.of(Math.max(1, Long.highestOneBit(Math.max(1, (long) needed - 1)) << 1));
    }
}
