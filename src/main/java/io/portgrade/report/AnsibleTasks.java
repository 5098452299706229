package io.portgrade.report;

import io.portgrade.finding.Remediation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A remediation as tasks of {@code ansible.posix.sysctl}, in YAML 1.1. Ansible expands templates in every scalar, quoted or
 * not, so that nothing that holds one is written.
 */
final class AnsibleTasks {

    /** Of one setting, about. */
    private static final int TASK_LENGTH = 256;

    /** What is a string to YAML without quotes, and nothing else. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9._/ -]*[A-Za-z0-9]");

    private final StringBuilder tasks;

    private AnsibleTasks(int settings) {
        this.tasks = new StringBuilder(TASK_LENGTH * settings);
    }

    /**
     * Tasks, or none when a key or value would be taken for a template.
     *
     * @param path where settings are written to
     * @param files of the host, in which settings to be removed stand
     */
    static Optional<String> write(Remediation remediation, String path, SysctlFiles files) {
        SortedMap<String, String> settings = remediation.settings();
        List<String> removed = remediation.removed();
        boolean templated = Stream.of(settings.keySet(), settings.values(), removed)
                .flatMap(Collection::stream)
                .anyMatch(AnsibleTasks::isTemplate);
        if (templated) {
            return Optional.empty();
        }
        AnsibleTasks writer = new AnsibleTasks(settings.size() + removed.size());
        settings.entrySet().forEach(setting -> writer.set(setting, path));
        removed.forEach(key -> writer.remove(key, files));
        return Optional.of(writer.tasks.toString());
    }

    private void set(Map.Entry<String, String> setting, String path) {
        begin("Set ", setting.getKey());
        tasks.append("\n    value: ")
                .append(quoted(setting.getValue()))
                .append("\n    sysctl_file: ")
                .append(scalar(path))
                .append("\n    sysctl_set: true\n    state: present\n");
    }

    private void remove(String key, SysctlFiles files) {
        List<String> holding =
                files.holding(key).stream().filter(path -> !isTemplate(path)).toList();
        if (holding.isEmpty()) {
            removeFrom(null, key); // the module looks in /etc/sysctl.conf alone
        }
        holding.forEach(path -> removeFrom(path, key));
    }

    private void removeFrom(@Nullable String path, String key) {
        begin("Remove ", key);
        if (path != null) {
            tasks.append("\n    sysctl_file: ").append(quoted(path));
        }
        tasks.append("\n    state: absent\n");
    }

    private void begin(String verb, String key) {
        tasks.append("- name: ")
                .append(scalar(verb + key))
                .append("\n  become: true\n  ansible.posix.sysctl:\n    name: ")
                .append(scalar(key));
    }

    /** Variables, statements and comments of Jinja 3.1. */
    private static boolean isTemplate(String text) {
        return text.contains("{{") || text.contains("{%") || text.contains("{#");
    }

    private static String scalar(String text) {
        return PLAIN.matcher(text).matches() ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
