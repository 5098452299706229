package io.portgrade.report;

import static io.portgrade.snapshot.SettingKeys.WINDOWS_DYNAMIC_PORT_NUM;
import static io.portgrade.snapshot.SettingKeys.WINDOWS_DYNAMIC_PORT_START;

import io.portgrade.finding.Remediation;
import io.portgrade.report.RemediationSteps.ConfigurationFile;
import io.portgrade.snapshot.OperatingSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Writes a remediation as commands, a configuration file and Ansible tasks.
 *
 * <p>The Linux file sorts after all others, {@code /etc/sysctl.conf} (linked as {@code 99-sysctl.conf}) included, so that
 * systemd-sysctl applies it last. {@code sysctl.d(5), systemd 252}.
 */
final class RemediationWriter {

    private static final String LINUX_FILE = "/etc/sysctl.d/99-zz-portgrade.conf";
    private static final String BSD_FILE = "/etc/sysctl.conf";

    private RemediationWriter() {}

    static RemediationSteps write(Remediation remediation, OperatingSystem os) {
        SortedMap<String, String> settings = remediation.settings();
        if (os == OperatingSystem.WINDOWS) {
            return new RemediationSteps(
                    remediation.summary(), settings, remediation.removed(), netsh(settings), null, null);
        }
        boolean linux = os == OperatingSystem.LINUX;
        String path = linux ? LINUX_FILE : BSD_FILE;
        List<String> commands = new ArrayList<>();
        settings.forEach((key, value) -> commands.add(sysctl(linux, key, value)));
        remediation.removed().forEach(key -> commands.add(removal(key)));
        return new RemediationSteps(
                remediation.summary(),
                settings,
                remediation.removed(),
                commands,
                settings.isEmpty() ? null : new ConfigurationFile(path, fileContent(settings)),
                remediation.isBySettings() ? ansible(remediation, path) : null);
    }

    private static String sysctl(boolean linux, String key, String value) {
        return (linux ? "sysctl -w " : "sysctl ") + ShellWord.quoted(key + "=" + value);
    }

    /** Deletes the assignment from every file that systemd-sysctl reads in /etc, in either spelling. */
    private static String removal(String key) {
        String pattern = key.replace(".", "[./]");
        return "sed -i 's|^[[:space:]]*-\\{0,1\\}" + pattern
                + "[[:space:]]*=|# &|' /etc/sysctl.conf /etc/sysctl.d/*.conf";
    }

    private static String fileContent(SortedMap<String, String> settings) {
        StringBuilder content = new StringBuilder();
        settings.forEach(
                (key, value) -> content.append(key).append(" = ").append(value).append('\n'));
        return content.toString();
    }

    private static String ansible(Remediation remediation, String path) {
        StringBuilder tasks = new StringBuilder();
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
                        .append("\n    state: absent\n"));
        return tasks.toString();
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
