package io.portgrade.audit;

import io.portgrade.finding.Remediation;
import io.portgrade.report.ChangeRisk;
import io.portgrade.report.SettingChange;
import io.portgrade.snapshot.HostSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Changes that can be made together, safest first. Sets are ordered by number of changes, then by risk: the worst change
 * decides, among equals the next worst.
 */
record ChangeSet(List<SettingChange> changes) implements Comparable<ChangeSet> {

    static final ChangeSet NONE = new ChangeSet(List.of());

    /** By number and risk; of sets that are equal in both, none is better. */
    static final Comparator<ChangeSet> BEST_FIRST =
            Comparator.comparing(ChangeSet::size).thenComparing(ChangeSet::compareRisk);

    private static final Comparator<ChangeSet> ORDER = BEST_FIRST.thenComparing(set -> set.changes.toString());

    ChangeSet {
        changes = changes.stream().sorted().toList();
    }

    int size() {
        return changes.size();
    }

    boolean allows(SettingChange change) {
        return changes.stream().noneMatch(change::excludes);
    }

    ChangeSet with(SettingChange change) {
        List<SettingChange> more = new ArrayList<>(changes);
        more.add(change);
        return new ChangeSet(more);
    }

    /** All of these that can be made together; of two about one setting the first. */
    ChangeSet withAll(Collection<SettingChange> others) {
        ChangeSet all = this;
        for (SettingChange change : others) {
            all = all.allows(change) ? all.with(change) : all;
        }
        return all;
    }

    HostSnapshot appliedTo(HostSnapshot host) {
        return size() == 0 ? host : host.changed(settings(), removed());
    }

    Remediation remediation(String summary) {
        return new Remediation(summary, settings(), removed(), List.of());
    }

    private SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        changes.forEach(change -> settings.putAll(change.settings()));
        return settings;
    }

    private List<String> removed() {
        return changes.stream().flatMap(change -> change.removed().stream()).toList();
    }

    @Override
    public int compareTo(ChangeSet other) {
        return ORDER.compare(this, other);
    }

    /** Of sets of one size. */
    private static int compareRisk(ChangeSet one, ChangeSet other) {
        for (int i = Math.min(one.size(), other.size()) - 1; i >= 0; i--) {
            ChangeRisk risk = one.changes.get(i).risk();
            int order = risk.compareTo(other.changes.get(i).risk());
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
