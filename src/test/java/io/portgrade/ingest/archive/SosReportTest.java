package io.portgrade.ingest.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.ingest.AuditRequest;
import io.portgrade.ingest.AuditRequest.SubmittedFile;
import io.portgrade.ingest.AuditRequest.SubmittedFirewall;
import io.portgrade.snapshot.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SosReportTest {

    private static final String LISTING = """
            Chain INPUT (policy ACCEPT 0 packets, 0 bytes)
                pkts      bytes target     prot opt in     out     source               destination
            """;
    private static final String NFT = "table ip filter {\n\tchain INPUT {\n\t}\n}\ntable inet own {\n}\n";

    private final List<ArchivedFile> files = new ArrayList<>();

    @Test
    void filesBecomeSections() {
        with("r/sos_commands/kernel/sysctl_-a", "a.b = 1\n")
                .with("r/etc/sysctl.d/90-net.conf", "a.b = 2\n")
                .with("r/etc/security/limits.conf", "* soft nofile 1024\n")
                .with("r/sos_commands/networking/netstat_-W_-neopa", "netstat")
                .with("r/sos_commands/networking/ss_-peaonmi", "ss");
        AuditRequest request = read().request();

        assertThat(request.sysctl()).isEqualTo("a.b = 1\n");
        assertThat(request.files())
                .containsExactly(
                        new SubmittedFile("/etc/sysctl.d/90-net.conf", "a.b = 2\n"),
                        new SubmittedFile("/etc/security/limits.conf", "* soft nofile 1024\n"));
        assertThat(request.sockets()).isEqualTo("ss");
        assertThat(request.validate()).isEmpty();
    }

    @Test
    void blankOutputGivesWayToTheNextBest() {
        with("r/sos_commands/networking/ss_-peaonmi", "\n")
                .with("r/sos_commands/networking/netstat_-W_-neopa", "netstat");

        assertThat(read().request().sockets()).isEqualTo("netstat");
    }

    @Test
    void hostIsWhatItsCommandsSay() {
        with("r/hostname", "alias\n")
                .with("r/sos_commands/host/hostname", "web-17\n")
                .with("r/sos_commands/kernel/uname_-a", "Linux web-17.lan 6.1.0-18-amd64 #1 SMP x86_64 GNU/Linux\n")
                .with("r/sos_commands/networking/ip_-o_addr", """
                        1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever
                        2: eth0    inet 192.0.2.10/24 brd 192.0.2.255 scope global dynamic eth0\\       valid_lft 86031sec
                        2: eth0    inet6 2001:db8::10/64 scope global \\       valid_lft forever preferred_lft forever
                        2: eth0    inet6 fe80::1/64 scope link \\       valid_lft forever preferred_lft forever
                        """);
        AuditRequest.SubmittedHost host = Optional.ofNullable(read().request().host()).orElseThrow();

        assertThat(host.name()).isEqualTo("web-17");
        assertThat(host.os()).isEqualTo("linux");
        assertThat(host.kernel()).isEqualTo("6.1.0-18-amd64");
        assertThat(host.addresses()).containsExactly("192.0.2.10/24", "2001:db8::10/64");
    }

    @Test
    void tablesThatNftShowsAreNotTakenTwice() {
        with("r/sos_commands/firewall_tables/nft_list_ruleset", NFT)
                .with("r/sos_commands/firewalld/nft_list_ruleset", NFT)
                .with("r/sos_commands/firewall_tables/iptables_-vnxL", LISTING)
                .with("r/sos_commands/firewall_tables/iptables_-t_filter_-nvL", LISTING)
                .with("r/sos_commands/firewall_tables/iptables_-t_mangle_-nvL", LISTING)
                .with("r/sos_commands/firewall_tables/ip6tables_-vnxL", LISTING);

        assertThat(documents())
                .containsExactly(
                        "nft sos_commands/firewall_tables/nft_list_ruleset",
                        "iptables-list sos_commands/firewall_tables/ip6tables_-vnxL",
                        "iptables-list sos_commands/firewall_tables/iptables_-t_mangle_-nvL");
        assertThat(read().diagnostics())
                .extracting(Diagnostic::source)
                .containsExactly(
                        "sos_commands/firewall_tables/iptables_-t_filter_-nvL",
                        "sos_commands/firewall_tables/iptables_-vnxL");
    }

    @Test
    void dumpStandsBeforeListings() {
        with("r/sos_commands/networking/iptables_-vnxL", LISTING)
                .with("r/sos_commands/networking/iptables-save", "*filter\n:INPUT DROP [0:0]\nCOMMIT\n");

        assertThat(documents()).containsExactly("iptables-save sos_commands/networking/iptables-save");
    }

    @Test
    void laterOfTheSameNameStands() {
        with("r/etc/sysctl.conf", "a.b = 1\n").with("r/etc/sysctl.conf", "a.b = 2\n");

        assertThat(read().request().files()).containsExactly(new SubmittedFile("/etc/sysctl.conf", "a.b = 2\n"));
    }

    @Test
    void onlyOneHostIsRead() {
        with("b/etc/sysctl.conf", "b.b = 1\n")
                .with("a/etc/sysctl.conf", "a.a = 1\n")
                .with("a/sos_commands/kernel/sysctl_-a", "a.a = 1\n");

        assertThat(read().request().files()).containsExactly(new SubmittedFile("/etc/sysctl.conf", "a.a = 1\n"));
        assertThat(read().diagnostics()).extracting(Diagnostic::message).allMatch(text -> text.contains("\"b\""));
    }

    @Property(tries = 300)
    void anyTextsAreRead(@ForAll byte[] one, @ForAll byte[] other) {
        List<ArchivedFile> any = List.of(
                new ArchivedFile(place("sos_commands/host/hostname"), one),
                new ArchivedFile(place("sos_commands/kernel/uname_-a"), other),
                new ArchivedFile(place("sos_commands/networking/ip_-o_addr"), one),
                new ArchivedFile(place("sos_commands/networking/nft_list_ruleset"), other),
                new ArchivedFile(place("sos_commands/networking/iptables-save"), one));

        assertThat(SosReport.read(any).request().validate()).isEmpty();
    }

    private SosReportTest with(String name, String text) {
        files.add(new ArchivedFile(place(name), text.getBytes(UTF_8)));
        return this;
    }

    private static SosFile place(String name) {
        return SosFile.find(name).orElseThrow();
    }

    private ArchivedHost read() {
        return SosReport.read(files);
    }

    private List<String> documents() {
        return read().request().firewall().stream()
                .map((SubmittedFirewall firewall) -> firewall.format() + " " + firewall.path())
                .toList();
    }
}
