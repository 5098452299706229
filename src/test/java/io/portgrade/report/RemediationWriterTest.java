package io.portgrade.report;

import static io.portgrade.snapshot.OperatingSystem.FREEBSD;
import static io.portgrade.snapshot.OperatingSystem.LINUX;
import static io.portgrade.snapshot.OperatingSystem.MACOS;
import static io.portgrade.snapshot.OperatingSystem.WINDOWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.portgrade.finding.Remediation;
import io.portgrade.firewall.remedy.ShellWord;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.SettingKeys;
import io.portgrade.snapshot.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class RemediationWriterTest {

    static final Remediation FULL = Remediation.merged(
            "Everything.",
            List.of(
                    Remediation.set(
                            "Ports.",
                            Map.of(
                                    SettingKeys.LOCAL_PORT_RANGE, "1024 65535",
                                    SettingKeys.LOCAL_RESERVED_PORTS, "3306,5432,30000-32767")),
                    Remediation.set("Timestamps.", SettingKeys.TIMESTAMPS, 1),
                    Remediation.remove("Recycle.", SettingKeys.TW_RECYCLE)));

    static SysctlFiles files(OperatingSystem os, Settings submitted) {
        return new SysctlFiles(os, submitted, List.of());
    }

    @Test
    void writesLinux() {
        RemediationSteps steps = RemediationWriter.write(FULL, files(LINUX, Settings.none()));
        assertThat(steps.commands())
                .containsExactly(
                        "sysctl -w 'net.ipv4.ip_local_port_range=1024 65535'",
                        "sysctl -w net.ipv4.ip_local_reserved_ports=3306,5432,30000-32767",
                        "sysctl -w net.ipv4.tcp_timestamps=1",
                        "sed -i --follow-symlinks 's|^[[:space:]]*-\\{0,1\\}net[./]ipv4[./]tcp_tw_recycle[[:space:]]*=|# &|'"
                                + " /etc/sysctl.conf /etc/sysctl.d/*.conf");
        assertThat(steps.file())
                .isEqualTo(new RemediationSteps.ConfigurationFile("/etc/sysctl.d/99-zz-portgrade.conf", """
                        net.ipv4.ip_local_port_range = 1024 65535
                        net.ipv4.ip_local_reserved_ports = 3306,5432,30000-32767
                        net.ipv4.tcp_timestamps = 1
                        """));
        assertThat(steps.ansible()).isEqualTo("""
                        - name: Set net.ipv4.ip_local_port_range
                          become: true
                          ansible.posix.sysctl:
                            name: net.ipv4.ip_local_port_range
                            value: "1024 65535"
                            sysctl_file: /etc/sysctl.d/99-zz-portgrade.conf
                            sysctl_set: true
                            state: present
                        - name: Set net.ipv4.ip_local_reserved_ports
                          become: true
                          ansible.posix.sysctl:
                            name: net.ipv4.ip_local_reserved_ports
                            value: "3306,5432,30000-32767"
                            sysctl_file: /etc/sysctl.d/99-zz-portgrade.conf
                            sysctl_set: true
                            state: present
                        - name: Set net.ipv4.tcp_timestamps
                          become: true
                          ansible.posix.sysctl:
                            name: net.ipv4.tcp_timestamps
                            value: "1"
                            sysctl_file: /etc/sysctl.d/99-zz-portgrade.conf
                            sysctl_set: true
                            state: present
                        - name: Remove net.ipv4.tcp_tw_recycle
                          become: true
                          ansible.posix.sysctl:
                            name: net.ipv4.tcp_tw_recycle
                            state: absent
                        """);
        assertThat(steps.settings()).isEqualTo(FULL.settings());
        assertThat(steps.remove()).containsExactly(SettingKeys.TW_RECYCLE);
    }

    static Stream<Arguments> bsds() {
        return Stream.of(arguments(FREEBSD), arguments(MACOS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bsds")
    void writesBsd(OperatingSystem os) {
        RemediationSteps steps = RemediationWriter.write(
                Remediation.set(
                        "Ports.",
                        Map.of(SettingKeys.BSD_PORTRANGE_FIRST, "32768", SettingKeys.BSD_PORTRANGE_LAST, "60999")),
                files(os, Settings.none()));
        assertThat(steps.commands())
                .containsExactly("sysctl net.inet.ip.portrange.first=32768", "sysctl net.inet.ip.portrange.last=60999");
        assertThat(steps.file())
                .isEqualTo(new RemediationSteps.ConfigurationFile(
                        os == FREEBSD ? "/etc/sysctl.conf.local" : "/etc/sysctl.conf",
                        "net.inet.ip.portrange.first = 32768\nnet.inet.ip.portrange.last = 60999\n"));
    }

    @Test
    void writesWindows() {
        RemediationSteps steps = RemediationWriter.write(
                Remediation.set(
                        "Ports.",
                        Map.of(
                                SettingKeys.WINDOWS_DYNAMIC_PORT_START, "32768",
                                SettingKeys.WINDOWS_DYNAMIC_PORT_NUM, "28232")),
                files(WINDOWS, Settings.none()));
        assertThat(steps.commands())
                .containsExactly(
                        "netsh int ipv4 set dynamicport tcp start=32768 num=28232",
                        "netsh int ipv6 set dynamicport tcp start=32768 num=28232");
        assertThat(steps.summary())
                .isEqualTo(
                        "Ports. Windows keeps a range of ports for IPv6 apart, which is not looked at: the commands give it the"
                                + " same numbers.");
        assertThat(steps.file()).isNull();
        assertThat(steps.ansible()).isNull();
        assertThat(RemediationWriter.write(Remediation.advise("Think."), files(WINDOWS, Settings.none()))
                        .summary())
                .isEqualTo("Think.");
    }

    @Test
    void writesAdviceWithoutSteps() {
        RemediationSteps steps = RemediationWriter.write(Remediation.advise("Think."), files(LINUX, Settings.none()));
        assertThat(steps)
                .isEqualTo(new RemediationSteps(
                        "Think.", new java.util.TreeMap<>(), List.of(), List.of(), List.of(), null, null));
    }

    @Test
    void removalAloneWritesNoFile() {
        RemediationSteps steps = RemediationWriter.write(
                Remediation.remove("Gone.", SettingKeys.TW_RECYCLE), files(LINUX, Settings.none()));
        assertThat(steps.file()).isNull();
        assertThat(steps.ansible()).isNotNull();
        assertThat(steps.commands()).hasSize(1);
    }

    /** Whatever stands in a value: one word for the shell, one string for YAML. */
    @Property(tries = 300)
    void quotesEveryValue(
            @ForAll
                    @StringLength(max = 30)
                    @AlphaChars
                    @NumericChars
                    @Chars({' ', '\'', '"', '\\', '$', '`', ';', '&', '|', '*', '#', ':', '-', '\t', '!', '%'})
                    String value) {
        RemediationSteps steps =
                RemediationWriter.write(Remediation.set("Any.", "net.a.b", value), files(LINUX, Settings.none()));
        assertThat(unquoted(steps.commands().get(0).substring("sysctl -w ".length())))
                .isEqualTo("net.a.b=" + value);
        Map<?, ?> task = tasks(steps.ansible()).get(0);
        assertThat(((Map<?, ?>) task.get("ansible.posix.sysctl")).get("value")).isEqualTo(value);
    }

    @Test
    void ansibleReadsItsTasks() {
        List<Map<?, ?>> tasks = tasks(
                RemediationWriter.write(FULL, files(LINUX, Settings.none())).ansible());
        assertThat(tasks)
                .hasSize(4)
                .allSatisfy(task -> assertThat(task.keySet().stream().map(String::valueOf))
                        .containsExactly("name", "become", "ansible.posix.sysctl"));
        assertThat((Map<?, ?>) tasks.get(0).get("ansible.posix.sysctl"))
                .isEqualTo(Map.of(
                        "name", SettingKeys.LOCAL_PORT_RANGE,
                        "value", "1024 65535",
                        "sysctl_file", "/etc/sysctl.d/99-zz-portgrade.conf",
                        "sysctl_set", true,
                        "state", "present"));
        assertThat(((Map<?, ?>) tasks.get(3).get("ansible.posix.sysctl")).get("state"))
                .isEqualTo("absent");
    }

    @Test
    void aShellParsesAndSedRemoves(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("a.conf"),
                "net.ipv4.tcp_tw_recycle = 1\n-net.ipv4.tcp_tw_recycle=1\n  net/ipv4/tcp_tw_recycle =1\n"
                        + "net.ipv4.tcp_tw_recycle_not = 1\n# net.ipv4.tcp_tw_recycle = 1\nnet.ipv4.tcp_tw_reuse = 1\n");
        List<String> commands =
                RemediationWriter.write(FULL, files(LINUX, Settings.none())).commands();
        run("sh -n", String.join("\n", commands));
        String sed = commands.get(commands.size() - 1)
                .replace("/etc/sysctl.conf /etc/sysctl.d/*.conf", ShellWord.quoted(file.toString()));
        run("sh", sed);
        assertThat(file).hasContent("""
                        # net.ipv4.tcp_tw_recycle = 1
                        # -net.ipv4.tcp_tw_recycle=1
                        #   net/ipv4/tcp_tw_recycle =1
                        net.ipv4.tcp_tw_recycle_not = 1
                        # net.ipv4.tcp_tw_recycle = 1
                        net.ipv4.tcp_tw_reuse = 1
                        """);
    }

    private static void run(String shell, String script) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(shell.split(" ")).redirectErrorStream(true).start();
        process.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }

    /** What a shell makes of a word: quotes taken off, nothing expanded. */
    private static String unquoted(String word) {
        if (!word.startsWith("'")) {
            assertThat(word).matches("[A-Za-z0-9._=/,:@%+-]+");
            return word;
        }
        return word.substring(1, word.length() - 1).replace("'\\''", "'");
    }

    static List<Map<?, ?>> tasks(String yaml) {
        Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        List<Map<?, ?>> tasks = new ArrayList<>();
        ((List<?>) loaded).forEach(task -> tasks.add((Map<?, ?>) task));
        return tasks;
    }
}
