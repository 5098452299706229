package io.portgrade.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.audit.TestAudits;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.remedy.EditedText;
import io.portgrade.firewall.remedy.FirewallEdit;
import io.portgrade.report.AuditReport;
import io.portgrade.report.ReportedFinding;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.Host;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import io.portgrade.snapshot.Section;
import io.portgrade.snapshot.SettingKeys;
import io.portgrade.snapshot.TestPools;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random rules that lose something: what the report says to add is put into their text and loaded, and in the kernel every
 * conversation that was lost completes.
 */
class FirewallHealingKernelTest {

    private static final int HEALED = Integer.getInteger("kernel.healed", 4);
    private static final int MOST_TRIES = 60 * HEALED;
    private static final long SEED = Long.getLong("kernel.seed", 1);
    private static final PortRange PORTS = new PortRange(40_000, 40_047);

    /** One loss may hide another. */
    private static final int MOST_ROUNDS = 4;

    private static final Set<String> LOSSES =
            Set.of("firewall/return-traffic-gap", "firewall/egress-gap", "firewall/family-mismatch");

    private static final String IPTABLES = """
            *raw
            :PREROUTING ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            -A PREROUTING -p udp -j CT --notrack
            -A OUTPUT -p udp -j CT --notrack
            COMMIT
            *filter
            :INPUT DROP [0:0]
            :FORWARD ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            :SEGMENTS - [0:0]
            -A INPUT -p tcp -g SEGMENTS
            -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            -A SEGMENTS -p tcp -m tcp --dport 22 -j ACCEPT
            COMMIT
            """;

    private static final String NFT = """
            table inet guard {
            	chain early {
            		type filter hook prerouting priority raw; policy accept;
            		meta l4proto udp notrack
            	}
            	chain late {
            		type filter hook output priority raw; policy accept;
            		meta l4proto udp notrack
            	}
            	chain segments {
            		tcp dport 22 accept
            	}
            	chain input {
            		type filter hook input priority filter; policy drop;
            		icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
            		meta l4proto tcp goto segments
            		ct state established,related accept
            	}
            }
            """;

    private static FirewallLab lab;

    @BeforeAll
    static void open() {
        lab = FirewallLab.open();
    }

    @AfterAll
    static void close() {
        if (lab != null) {
            lab.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void whatIsAddedHealsInTheKernel(Backend backend) {
        Random seeds = new Random(SEED);
        int healed = 0;
        int tried = 0;
        while (healed < HEALED && tried++ < MOST_TRIES) {
            long seed = seeds.nextInt(Integer.MAX_VALUE);
            healed += heal(sick(backend, seed), seed) ? 1 : 0;
        }
        System.out.printf("%s: %d of %d random rulesets had a loss with a remedy, healed%n", backend, healed, tried);
        assertThat(healed).isEqualTo(HEALED);
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void chainsThatAreGoneToAndRepliesThatAreNotTrackedHeal(Backend backend) {
        RuleText sick = RuleText.of(backend, Family.IPV4, backend.isIptables() ? IPTABLES : NFT);

        assertThat(heal(sick, 0)).isTrue();
    }

    private static RuleText sick(Backend backend, long seed) {
        Family family = seed % 2 == 0 ? Family.IPV4 : Family.IPV6;
        return backend == Backend.NFT ? RandomNft.of(seed, PORTS) : RandomIptables.of(seed, backend, family, PORTS);
    }

    /** Whether there was a loss and a remedy for all of it; fails when that does not heal in the kernel. */
    private static boolean heal(RuleText sick, long seed) {
        Optional<RuleText> mended = sick.exact() ? mended(sick) : Optional.empty();
        if (mended.isEmpty() || lab.load(List.of(sick)).isPresent()) {
            return false;
        }
        List<ProbeFlow> flows = outbound(sick);
        lab.settle();
        Map<String, PortSet> before = lab.completedPatiently(flows, PORTS);
        String both = "seed " + seed + ", before:\n" + sick.text() + "after:\n"
                + mended.get().text();

        assertThat(lab.load(List.of(mended.get()))).as(both).isEmpty();
        lab.settle();
        Map<String, PortSet> after = lab.completedPatiently(flows, PORTS);

        for (ProbeFlow flow : flows) {
            assertThat(after.get(flow.name())).as(flow.name() + " of " + both).hasToString(PORTS.toString());
        }
        return flows.stream().anyMatch(flow -> before.get(flow.name()).size() < PORTS.size());
    }

    /** With what the reports say to add, one after the other; empty where nothing is lost, or advice is all there is. */
    private static Optional<RuleText> mended(RuleText sick) {
        FirewallDocument document = new FirewallDocument("rules", sick.backend().format(sick.family()), sick.text());
        for (int round = 0; round < MOST_ROUNDS; round++) {
            AuditReport report = TestAudits.audit(host(document, sick), "default");
            List<ReportedFinding> losses = report.findings().stream()
                    .filter(finding -> LOSSES.contains(finding.rule()))
                    .toList();
            if (losses.isEmpty()) {
                boolean decided = report.findings().stream()
                        .noneMatch(finding -> finding.rule().equals("firewall/return-traffic-uncertain"));
                return round > 0 && decided
                        ? Optional.of(RuleText.of(sick.backend(), sick.family(), document.text()))
                        : Optional.empty();
            }
            List<FirewallEdit> edits = losses.get(0).remediation().firewall();
            Optional<FirewallDocument> edited = edits.isEmpty() ? Optional.empty() : EditedText.apply(document, edits);
            if (edited.isEmpty()) {
                return Optional.empty();
            }
            document = edited.get();
        }
        return Optional.empty();
    }

    private static HostSnapshot host(FirewallDocument document, RuleText rules) {
        HostSnapshot bare = TestAudits.host(
                OperatingSystem.LINUX,
                "6.8.0",
                Map.of(SettingKeys.LOCAL_PORT_RANGE, PORTS.low() + "\t" + PORTS.high()));
        Set<Section> sections = EnumSet.of(Section.FIREWALL, Section.POOLS);
        sections.addAll(bare.submitted());
        Host host = new Host(
                "lab",
                OperatingSystem.LINUX,
                "6.8.0",
                Map.of(),
                FirewallLab.hostAddresses().stream().map(Object::toString).toList(),
                NamespacePair.INTERFACE);
        List<Pool> pools = new ArrayList<>();
        for (ProbeFlow flow : outbound(rules)) {
            pools.add(TestPools.opening(null, new Destination(flow.address(), FirewallLab.SERVICE, flow.protocol()))
                    .name(flow.name())
                    .build());
        }
        return new HostSnapshot(
                host, sections, bare.settings(), null, List.of(), pools, List.of(document), List.of(), List.of());
    }

    /** To the peer, by both protocols. */
    private static List<ProbeFlow> outbound(RuleText rules) {
        List<Family> families = rules.backend().isIptables() ? List.of(rules.family()) : List.of(Family.values());
        return families.stream()
                .flatMap(family -> FirewallLab.flows(family).stream())
                .filter(flow -> flow.name().endsWith(" out"))
                .toList();
    }
}
