package io.portgrade.report;

import static io.portgrade.snapshot.SettingKeys.WINDOWS_DYNAMIC_PORT_NUM;
import static io.portgrade.snapshot.SettingKeys.WINDOWS_DYNAMIC_PORT_START;

import io.portgrade.finding.Remediation;
import io.portgrade.firewall.remedy.FirewallEdit;
import io.portgrade.firewall.remedy.ShellWord;
import io.portgrade.report.RemediationSteps.ConfigurationFile;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a remediation as commands, a configuration file and Ansible tasks.
 *
 * <p>The Linux file sorts after all that were submitted, {@code /etc/sysctl.conf} (linked as {@code 99-sysctl.conf})
 * included, so that systemd-sysctl applies it last. {@code sysctl.d(5), systemd 252}.
 */
final class RemediationWriter {

    private static final int MOST_OF_FINDING = 4_096;

    private static final String ALL_FILES = "/etc/sysctl.conf /etc/sysctl.d/*.conf";

    /** Of the commands that set a range of ports on Windows ({@code bind function (winsock2.h)}). */
    static final String ALSO_IPV6 =
            "Windows keeps a range of ports for IPv6 apart, which is not looked at: the commands give it the same numbers.";

    private RemediationWriter() {}

    static RemediationSteps write(Remediation remediation, HostSnapshot submitted) {
        return write(remediation, SysctlFiles.of(submitted));
    }

    /** The same without the file, if this is too long to be repeated for each finding of a report. */
    static RemediationSteps ofFinding(Remediation remediation, SysctlFiles files) {
        RemediationSteps all = write(remediation, files);
        return all.file() == null || all.file().content().length() <= MOST_OF_FINDING
                ? all
                : new RemediationSteps(
                        all.summary(),
                        all.settings(),
                        all.remove(),
                        all.firewall(),
                        all.commands(),
                        null,
                        all.ansible());
    }

    static RemediationSteps write(Remediation remediation, SysctlFiles files) {
        SortedMap<String, String> settings = remediation.settings();
        if (files.os() == OperatingSystem.WINDOWS) {
            List<String> all = new ArrayList<>(netsh(settings));
            String summary = remediation.summary() + (all.isEmpty() ? "" : " " + ALSO_IPV6);
            all.addAll(ofFirewall(remediation));
            return new RemediationSteps(
                    summary, settings, remediation.removed(), remediation.firewall(), all, null, null);
        }
        boolean linux = files.os() == OperatingSystem.LINUX;
        String path = files.last();
        List<String> commands = new ArrayList<>();
        settings.forEach((key, value) -> commands.add(sysctl(linux, key, value)));
        remediation.removed().forEach(key -> commands.add(removal(key, files)));
        commands.addAll(ofFirewall(remediation));
        return new RemediationSteps(
                remediation.summary(),
                settings,
                remediation.removed(),
                remediation.firewall(),
                commands,
                settings.isEmpty()
                        ? null
                        : new ConfigurationFile(
                                path, KeptLines.of(files.text(path)).with(remediation)),
                remediation.isBySettings()
                        ? AnsibleTasks.write(remediation, path, files).orElse(null)
                        : null);
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

    private static String sysctl(boolean linux, String key, String value) {
        return (linux ? "sysctl -w " : "sysctl ") + ShellWord.quoted(key + "=" + value);
    }

    /**
     * Comments the assignment out, in either spelling, where it stands; links, such as Debian's 99-sysctl.conf, stay links.
     */
    private static String removal(String key, SysctlFiles files) {
        String pattern = key.replace(".", "[./]");
        String holding = files.holding(key).stream().map(ShellWord::quoted).collect(Collectors.joining(" "));
        return "sed -i --follow-symlinks 's|^[[:space:]]*-\\{0,1\\}" + pattern + "[[:space:]]*=|# &|' "
                + (holding.isEmpty() ? ALL_FILES : holding);
    }

    private static List<String> netsh(SortedMap<String, String> settings) {
        List<String> commands = new ArrayList<>();
        String start = settings.get(WINDOWS_DYNAMIC_PORT_START);
        String count = settings.get(WINDOWS_DYNAMIC_PORT_NUM);
        if (isNumber(start) && isNumber(count)) {
            commands.add("netsh int ipv4 set dynamicport tcp start=" + start + " num=" + count);
            commands.add("netsh int ipv6 set dynamicport tcp start=" + start + " num=" + count);
        }
        return commands;
    }

    /** What was submitted and is to be restored may be anything, which cmd and PowerShell quote in ways of their own. */
    private static boolean isNumber(@Nullable String value) {
        return value != null && !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
