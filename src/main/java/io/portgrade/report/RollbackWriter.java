package io.portgrade.report;

import io.portgrade.finding.Remediation;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SettingKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes what takes changes back: the values that were submitted, and for the others no value but what is known of the
 * default. {@code Documentation/networking/ip-sysctl.rst, v6.6}.
 */
final class RollbackWriter {

    private static final Map<String, String> DEFAULTS = Map.of(
            SettingKeys.LOCAL_PORT_RANGE, "\"32768 60999\"",
            SettingKeys.LOCAL_RESERVED_PORTS, "empty",
            SettingKeys.TIMESTAMPS, "1",
            SettingKeys.FIN_TIMEOUT, "60",
            SettingKeys.RFC1337, "0",
            SettingKeys.MAX_TW_BUCKETS, "sized by the memory of the host",
            SettingKeys.CONNTRACK_MAX, "sized by the memory of the host",
            SettingKeys.CONNTRACK_MAX_ALIAS, "sized by the memory of the host");

    private final HostSnapshot submitted;
    private final SortedMap<String, String> settings = new TreeMap<>();
    private final SortedMap<String, String> running = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    private RollbackWriter(HostSnapshot submitted) {
        this.submitted = submitted;
    }

    /** @param applied what is taken back */
    static Rollback write(Remediation applied, HostSnapshot submitted) {
        RollbackWriter writer = new RollbackWriter(submitted);
        applied.settings().keySet().forEach(writer::restore);
        applied.removed().forEach(writer::putBack);
        RemediationSteps steps = writer.steps(writer.settings);
        List<String> commands = writer.steps(writer.running).commands();
        if (submitted.system() == OperatingSystem.WINDOWS && !commands.isEmpty()) {
            writer.notes.add(RemediationWriter.ALSO_IPV6);
        }
        return new Rollback(steps.settings(), commands, steps.file(), writer.notes);
    }

    private RemediationSteps steps(SortedMap<String, String> restored) {
        return RemediationWriter.write(
                new Remediation("Restore what was submitted.", restored, List.of(), List.of()), submitted);
    }

    private void restore(String key) {
        Optional<Setting> setting = submitted.settings().find(key);
        if (setting.isEmpty()) {
            notes.add(key
                    + " was not submitted, so that its value is not known: take its line out of the configuration."
                    + " The kernel's default, taken to be " + assumedDefault(key) + ", comes back with a restart.");
        } else if (isOneLine(setting.get().value())) {
            settings.put(key, setting.get().value());
            running.put(key, runningValue(setting.get()));
        } else {
            notes.add(key + " was submitted with a value of several lines, which no configuration can hold: take its"
                    + " line out of the configuration.");
        }
    }

    /** What files say may never have been in force. */
    private String runningValue(Setting setting) {
        return submitted
                .settings()
                .running(setting.key())
                .map(Setting::value)
                .filter(RollbackWriter::isOneLine)
                .orElse(setting.value());
    }

    private void putBack(String key) {
        notes.add(key + " was commented out where it stood: take the # away. The running kernel does not know the"
                + " setting, so nothing else is to be taken back.");
    }

    /** A tab may stand in a port range; anything else could begin a line of its own. */
    private static boolean isOneLine(String value) {
        return value.chars().noneMatch(c -> c != '\t' && Character.isISOControl(c));
    }

    private String assumedDefault(String key) {
        if (submitted.system() != OperatingSystem.LINUX) {
            return "that of the system";
        }
        if (key.equals(SettingKeys.TW_REUSE)) {
            return submitted.host().knowsReuseOnLoopback() ? "2" : "0";
        }
        return DEFAULTS.getOrDefault(key, "that of its documentation");
    }
}
