package io.portgrade.audit;

import io.portgrade.finding.Finding;
import io.portgrade.finding.Remediation;
import io.portgrade.report.SettingChange;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SettingKeys;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The changes that may help a host: what findings ask for, and other values of the same settings that may do as well.
 * A change that leaves the host as it was submitted is none.
 *
 * @param host as submitted
 */
record Candidates(HostSnapshot host) {

    private static final String DEFAULT_LINUX_RANGE = "32768 60999";

    /** What these findings, of the host or of what changes made of it, ask for. */
    SortedSet<SettingChange> of(Iterable<Finding> findings) {
        SortedSet<SettingChange> changes = new TreeSet<>();
        for (Finding finding : findings) {
            Remediation remediation = finding.remediation();
            changes.addAll(offeredBy(remediation.settings(), remediation.removed()));
        }
        return changes;
    }

    /** What one remediation asks for. */
    SortedSet<SettingChange> offeredBy(Map<String, String> settings, List<String> removed) {
        SortedSet<SettingChange> changes = new TreeSet<>();
        for (SettingChange change : SettingChange.each(settings, removed)) {
            add(change, changes);
            addAlternatives(change, changes);
        }
        return changes;
    }

    private void addAlternatives(SettingChange change, SortedSet<SettingChange> changes) {
        if (host.system() != OperatingSystem.LINUX) {
            return;
        }
        if (isOfReuse(change) && isSubmitted(SettingKeys.TW_REUSE)) {
            add(SettingChange.set(SettingKeys.TW_REUSE, "0"), changes);
            add(SettingChange.set(SettingKeys.TW_REUSE, "1"), changes);
            if (host.host().knowsReuseOnLoopback()) {
                add(SettingChange.set(SettingKeys.TW_REUSE, "2"), changes);
            }
        }
        if (change.settings().containsKey(SettingKeys.LOCAL_PORT_RANGE) && isSubmitted(SettingKeys.LOCAL_PORT_RANGE)) {
            add(SettingChange.set(SettingKeys.LOCAL_PORT_RANGE, DEFAULT_LINUX_RANGE), changes);
        }
    }

    private static boolean isOfReuse(SettingChange change) {
        return change.settings().containsKey(SettingKeys.TW_REUSE)
                || change.settings().containsKey(SettingKeys.TIMESTAMPS);
    }

    private boolean isSubmitted(String key) {
        return host.settings().find(key).isPresent();
    }

    private void add(SettingChange change, SortedSet<SettingChange> changes) {
        if (!isAlreadySo(change)) {
            changes.add(change);
        }
    }

    private boolean isAlreadySo(SettingChange change) {
        return change.settings().entrySet().stream().allMatch(this::isAlreadySo)
                && change.removed().stream().noneMatch(this::isSubmitted);
    }

    private boolean isAlreadySo(Map.Entry<String, String> wanted) {
        return host.settings()
                .find(wanted.getKey())
                .map(Setting::value)
                .filter(wanted.getValue()::equals)
                .isPresent();
    }
}
