package io.portgrade.report;

import static io.portgrade.snapshot.SettingKeys.WINDOWS_DYNAMIC_PORT_NUM;
import static io.portgrade.snapshot.SettingKeys.WINDOWS_DYNAMIC_PORT_START;

import io.portgrade.finding.Remediation;
import io.portgrade.firewall.remedy.FirewallEdit;
import io.portgrade.report.RemediationSteps.ConfigurationFile;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Origin;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a remediation as commands, a configuration file and Ansible tasks.
 *
 * <p>The Linux file sorts after all that were submitted, {@code /etc/sysctl.conf} (linked as {@code 99-sysctl.conf})
 * included, so that systemd-sysctl applies it last. {@code sysctl.d(5), systemd 252}.
 */
final class RemediationWriter {

    private static final String LINUX_FOLDER = "/etc/sysctl.d/";
    private static final String LINUX_NAME = "99-zz-portgrade.conf";
    private static final String ALL_FILES = "/etc/sysctl.conf /etc/sysctl.d/*.conf";
    private static final String SUFFIX = ".conf";
    private static final String BSD_FILE = "/etc/sysctl.conf";

    /** Of one setting, about. */
    private static final int TASK_LENGTH = 256;

    private RemediationWriter() {}

    /** @param submitted the settings of the host, which say in which files they stand */
    static RemediationSteps write(Remediation remediation, OperatingSystem os, Settings submitted) {
        SortedMap<String, String> settings = remediation.settings();
        if (os == OperatingSystem.WINDOWS) {
            List<String> all = new ArrayList<>(netsh(settings));
            all.addAll(ofFirewall(remediation));
            return new RemediationSteps(
                    remediation.summary(), settings, remediation.removed(), remediation.firewall(), all, null, null);
        }
        boolean linux = os == OperatingSystem.LINUX;
        String path = linux ? LINUX_FOLDER + lastName(submitted) : BSD_FILE;
        List<String> commands = new ArrayList<>();
        settings.forEach((key, value) -> commands.add(sysctl(linux, key, value)));
        remediation.removed().forEach(key -> commands.add(removal(key, fileOf(key, submitted))));
        commands.addAll(ofFirewall(remediation));
        return new RemediationSteps(
                remediation.summary(),
                settings,
                remediation.removed(),
                remediation.firewall(),
                commands,
                settings.isEmpty() ? null : new ConfigurationFile(path, fileContent(settings)),
                remediation.isBySettings() ? ansible(remediation, path, submitted) : null);
    }

    /** In their order; of edits that take effect together one command is enough. */
    private static List<String> ofFirewall(Remediation remediation) {
        if (remediation.firewall().isEmpty()) {
            return List.of();
        }
        return remediation.firewall().stream()
                .map(FirewallEdit::command)
                .distinct()
                .toList();
    }

    /** A name that sorts after those of all submitted files. */
    private static String lastName(Settings submitted) {
        String last = LINUX_NAME;
        for (Setting setting : submitted.all()) {
            if (setting.origin() == Origin.INTENDED) {
                String source = setting.source().source();
                String name = source.substring(source.lastIndexOf('/') + 1);
                if (name.endsWith(SUFFIX) && name.compareTo(last) >= 0) {
                    last = name.substring(0, name.length() - SUFFIX.length()) + "zz-portgrade" + SUFFIX;
                }
            }
        }
        return last;
    }

    /** The submitted file in which a setting stands; null when it came another way. */
    private static @Nullable String fileOf(String key, Settings submitted) {
        return submitted
                .find(key)
                .filter(setting -> setting.origin() == Origin.INTENDED)
                .map(setting -> setting.source().source())
                .orElse(null);
    }

    private static String sysctl(boolean linux, String key, String value) {
        return (linux ? "sysctl -w " : "sysctl ") + ShellWord.quoted(key + "=" + value);
    }

    /**
     * Comments the assignment out, in either spelling, where it stands; links, such as Debian's 99-sysctl.conf, stay links.
     *
     * @param file null when not known
     */
    private static String removal(String key, @Nullable String file) {
        String pattern = key.replace(".", "[./]");
        return "sed -i --follow-symlinks 's|^[[:space:]]*-\\{0,1\\}" + pattern + "[[:space:]]*=|# &|' "
                + (file == null ? ALL_FILES : ShellWord.quoted(file));
    }

    private static String fileContent(SortedMap<String, String> settings) {
        StringBuilder content = new StringBuilder();
        settings.forEach(
                (key, value) -> content.append(key).append(" = ").append(value).append('\n'));
        return content.toString();
    }

    private static String ansible(Remediation remediation, String path, Settings submitted) {
        StringBuilder tasks =
                new StringBuilder(TASK_LENGTH * remediation.settings().size());
        remediation
                .settings()
                .forEach((key, value) -> tasks.append("- name: Set ")
                        .append(key)
                        .append("\n  become: true\n  ansible.posix.sysctl:\n    name: ")
                        .append(key)
                        .append("\n    value: ")
                        .append(yamlString(value))
                        .append("\n    sysctl_file: ")
                        .append(path)
                        .append("\n    sysctl_set: true\n    state: present\n"));
        remediation
                .removed()
                .forEach(key -> tasks.append("- name: Remove ")
                        .append(key)
                        .append("\n  become: true\n  ansible.posix.sysctl:\n    name: ")
                        .append(key)
                        .append(sysctlFile(fileOf(key, submitted)))
                        .append("\n    state: absent\n"));
        return tasks.toString();
    }

    /** Without one the module looks in /etc/sysctl.conf alone. */
    private static String sysctlFile(@Nullable String file) {
        return file == null ? "" : "\n    sysctl_file: " + yamlString(file);
    }

    private static List<String> netsh(SortedMap<String, String> settings) {
        List<String> commands = new ArrayList<>();
        String start = settings.get(WINDOWS_DYNAMIC_PORT_START);
        String count = settings.get(WINDOWS_DYNAMIC_PORT_NUM);
        if (start != null && count != null) {
            commands.add("netsh int ipv4 set dynamicport tcp start=" + start + " num=" + count);
            commands.add("netsh int ipv6 set dynamicport tcp start=" + start + " num=" + count);
        }
        return commands;
    }

    private static String yamlString(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
