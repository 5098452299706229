package io.portgrade.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.audit.TestAudits;
import io.portgrade.finding.Remediation;
import io.portgrade.finding.Severity;
import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PoolSettings;
import io.portgrade.snapshot.Section;
import io.portgrade.snapshot.SettingKeys;
import io.portgrade.snapshot.TestPools;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said about a demand that is too high, and what is advised. */
class CapacityRemedyTest {

    private static final Destination DATABASE = new Destination("10.0.5.12", 5432, "tcp");
    private static final Map<String, String> DEFAULTS =
            Map.of(SettingKeys.LOCAL_PORT_RANGE, "32768 60999", SettingKeys.TW_REUSE, "2", SettingKeys.TIMESTAMPS, "1");

    @Test
    void saysWhatAHostWithDefaultsMakesOfFiveHundredConnectionsASecond() {
        CapacityUse use = use(host(DEFAULTS, opening(500)));
        assertThat(use.kind().of(use.capacity()).ceiling()).isEqualTo(470.5);
        assertThat(use.kind().utilisation(use.capacity())).isEqualTo(1.063);
        assertThat(use.description())
                .startsWith("500/s towards 10.0.5.12:5432 against 470.5/s, 106.3 %: the ports run out after 56 s,"
                        + " and connect() then fails with EADDRNOTAVAIL (usable ports / TIME_WAIT)."
                        + " TIME_WAIT has a fixed length: tcp_fin_timeout does not shorten it.");
    }

    @Test
    void saysThatTooFewBucketsKeepThePortsFromRunningOut() {
        Map<String, String> few = new HashMap<>(DEFAULTS);
        few.put(SettingKeys.MAX_TW_BUCKETS, "50");
        Map<String, String> enough = new HashMap<>(DEFAULTS);
        enough.put(SettingKeys.MAX_TW_BUCKETS, "262144");

        assertThat(use(host(few, opening(500))).description())
                .startsWith("500/s towards 10.0.5.12:5432 against 470.5/s, 106.3 %: the ports would run out after 56 s"
                        + " if every TIME_WAIT lasted (usable ports / TIME_WAIT). They do not run out because"
                        + " tcp_max_tw_buckets is 50: the kernel destroys every TIME_WAIT beyond that at once")
                .doesNotContain("EADDRNOTAVAIL");
        assertThat(use(host(few, opening(500))).severity()).isEqualTo(Severity.MEDIUM);
        assertThat(use(host(enough, opening(500))).description()).doesNotContain("tcp_max_tw_buckets");
    }

    @Test
    void bucketsAreNoExcuseWhereOpenConnectionsTakeTheRest() {
        Map<String, String> few = new HashMap<>(DEFAULTS);
        few.put(SettingKeys.MAX_TW_BUCKETS, "20000");
        Pool kept = TestPools.to("10.0.5.13", 5432)
                .settings(PoolSettings.keptAlive().withMaxSize(8_232))
                .build();

        assertThat(use(host(few, opening(500), kept)).severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void aPortRemedyLeavesThePortsThatTimeWaitsWithoutBucketsGiveBack() {
        Map<String, String> settings = new HashMap<>(DEFAULTS);
        settings.put(SettingKeys.LOCAL_PORT_RANGE, "1000 65535");
        settings.put(SettingKeys.UNPRIVILEGED_PORT_START, "0");
        settings.put(SettingKeys.MAX_TW_BUCKETS, "40000");
        HostSnapshot host = host(settings, opening(1_200));
        PortRemedy remedy = facts(host).find(PortRemedy.class).orElseThrow();

        assertThat(use(host).severity()).isEqualTo(Severity.MEDIUM);
        assertThat(remedy.settings()).containsEntry(SettingKeys.LOCAL_PORT_RANGE, "1024 65535");
        assertThat(use(host.changed(remedy.settings(), List.of())).severity()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void namesBucketsApartFromWhatHelps() {
        Map<String, String> settings = new HashMap<>(DEFAULTS);
        settings.put(SettingKeys.LOCAL_PORT_RANGE, "40000 49999");
        settings.put(SettingKeys.MAX_TW_BUCKETS, "16384");
        PortRemedy remedy = facts(host(settings)).find(PortRemedy.class).orElseThrow();

        assertThat(remedy.fix("so that enough ports are usable").summary())
                .isEqualTo(
                        "Set net.ipv4.ip_local_port_range to 32768 60999, so that enough ports are usable. With it set"
                                + " net.ipv4.tcp_max_tw_buckets to 262144: that is no remedy, but room for so many more ports.");
    }

    @Test
    void bucketsThatWereTooFewBeforeAreNoPartOfAPortRemedy() {
        Map<String, String> settings = new HashMap<>(DEFAULTS);
        settings.put(SettingKeys.LOCAL_PORT_RANGE, "40000 49999");
        settings.put(SettingKeys.MAX_TW_BUCKETS, "5000");

        assertThat(facts(host(settings)).find(PortRemedy.class).orElseThrow().settings())
                .containsOnlyKeys(SettingKeys.LOCAL_PORT_RANGE);
    }

    @Test
    void saysWhyReuseDoesNotHelp() {
        Map<String, String> reusing = new HashMap<>(DEFAULTS);
        reusing.put(SettingKeys.TW_REUSE, "1");
        TestPools pool = TestPools.opening(500.0, DATABASE);
        String timestampsOff =
                use(host(reusing, pool.peerTimestamps(false).build())).description();
        String bound = use(host(
                        reusing,
                        pool.peerTimestamps(true).sourceAddress("10.0.0.7").build()))
                .description();

        assertThat(timestampsOff)
                .contains("tcp_tw_reuse has no effect here: the destination has TCP timestamps off.")
                .doesNotContain("the destination has TCP timestamps on");
        assertThat(bound)
                .contains("tcp_tw_reuse has no effect on ports that are bound first.")
                .contains("bind() then fails with EADDRINUSE");
    }

    @Test
    void aShareOfASharedRangeIsToldAsSuch() {
        Pool small = TestPools.opening(1.0, new Destination("10.0.5.13", 443, "tcp"))
                .name("small")
                .sourceAddress("10.0.0.7")
                .build();
        Pool large =
                TestPools.opening(399.0, DATABASE).sourceAddress("10.0.0.7").build();

        assertThat(uses(host(DEFAULTS, large, small)))
                .extracting(CapacityUse::description)
                .anySatisfy(said -> assertThat(said)
                        .startsWith(
                                "1/s towards 10.0.5.13:443 from 10.0.0.7: with all that share its ports it takes 85 % of"
                                        + " them, and 1.2/s is the ceiling if all grow alike: little is left of the ports; in a peak"
                                        + " they run out, and bind() then fails with EADDRINUSE"));
    }

    @Test
    void udpRunsOutWithAnotherError() {
        Pool dns = TestPools.opening(null, new Destination("10.0.0.53", 53, "udp"))
                .settings(PoolSettings.keptAlive().withMaxSize(30_000))
                .build();

        assertThat(uses(host(DEFAULTS, dns)))
                .extracting(CapacityUse::description)
                .singleElement()
                .asString()
                .contains("connect() then fails with EAGAIN");
    }

    @Test
    void turnsReuseOnFirst() {
        Remediation fix = use(host(DEFAULTS, opening(500))).fix();
        assertThat(fix.settings()).containsExactly(Map.entry(SettingKeys.TW_REUSE, "1"));
        assertThat(fix.summary())
                .startsWith(
                        "Set net.ipv4.tcp_tw_reuse to 1, which leaves 1.8 % if the destination has TCP timestamps on.")
                .contains("Or keep its connections alive (0 %)")
                .endsWith("add 1 source address and spread it over them (53.1 %).");
    }

    @Test
    void widensTheRangeWhereTheDestinationHasTimestampsOff() {
        HostSnapshot host = host(
                DEFAULTS,
                TestPools.opening(500.0, DATABASE).peerTimestamps(false).build());
        Remediation fix = use(host).fix();
        assertThat(fix.settings()).containsKey(SettingKeys.LOCAL_PORT_RANGE).doesNotContainKey(SettingKeys.TW_REUSE);
        assertThat(uses(host.changed(fix.settings(), fix.removed()))).isEmpty();
    }

    @Test
    void widensTheRangeForOpenConnections() {
        HostSnapshot host = host(DEFAULTS, holding(30_000));
        CapacityUse use = use(host);
        assertThat(use.description()).startsWith("30000 connections at once towards 10.0.5.12:5432 against 28232");
        assertThat(use.kind().utilisation(use.capacity())).isEqualTo(1.063);
        assertThat(use.fix().settings()).containsKey(SettingKeys.LOCAL_PORT_RANGE);
        assertThat(uses(host.changed(use.fix().settings(), List.of()))).isEmpty();
    }

    @Test
    void advisesWhereNoRangeIsWideEnough() {
        Remediation fix = use(host(DEFAULTS, holding(60_000))).fix();
        assertThat(fix.isBySettings()).isFalse();
        assertThat(fix.summary())
                .startsWith("No setting brings it to 60 % or below: each open connection has a port to itself.")
                .contains("set the pool to 16941 connections for each instance (60 %)");
    }

    @Test
    void leavesTheRangeAloneWhereReuseIsEnough() {
        PortRemedy ports =
                facts(host(DEFAULTS, opening(500))).find(PortRemedy.class).orElseThrow();
        assertThat(ports.settings()).isEmpty();
    }

    @Test
    void setsTheTableOfConnectionsWhereThatIsTheLimit() {
        Map<String, String> settings = new HashMap<>(DEFAULTS);
        settings.put(SettingKeys.TW_REUSE, "1");
        settings.put(SettingKeys.CONNTRACK_MAX, "36000");
        Pool first = TestPools.opening(200.0, DATABASE).build();
        Pool second = TestPools.opening(200.0, new Destination("10.0.5.13", 5432, "tcp"))
                .build();
        Remediation fix = use(host(settings, first, second)).fix();
        assertThat(fix.settings()).containsExactly(Map.entry(SettingKeys.CONNTRACK_MAX, "65536"));
        assertThat(fix.summary()).startsWith("Set net.netfilter.nf_conntrack_max to 65536, which leaves ");
    }

    private static Pool opening(double perSecond) {
        return TestPools.opening(perSecond, DATABASE).build();
    }

    private static Pool holding(int connections) {
        return TestPools.to("10.0.5.12", 5432)
                .settings(PoolSettings.keptAlive().withMaxSize(connections))
                .build();
    }

    private static HostSnapshot host(Map<String, String> settings, Pool... pools) {
        HostSnapshot host = TestAudits.linux("6.8.0", settings);
        Set<Section> sections = EnumSet.of(Section.POOLS);
        sections.addAll(host.submitted());
        return new HostSnapshot(
                host.host(),
                sections,
                host.settings(),
                null,
                List.of(),
                List.of(pools),
                List.of(),
                List.of(),
                List.of());
    }

    private static CapacityUse use(HostSnapshot host) {
        return uses(host).get(0);
    }

    private static List<CapacityUse> uses(HostSnapshot host) {
        return facts(host).values().stream()
                .filter(CapacityUse.class::isInstance)
                .map(CapacityUse.class::cast)
                .toList();
    }

    private static Facts facts(HostSnapshot host) {
        return new FactAssembler(List.of())
                .assemble(host, HostFirewalls.of(host), PoolLoad.of(host), TestAudits.policy("default"));
    }
}
