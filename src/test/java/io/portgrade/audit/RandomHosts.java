package io.portgrade.audit;

import io.portgrade.policy.Policy;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.Host;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OpenFilesLimit;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Origin;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.Section;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SettingKeys;
import io.portgrade.snapshot.Settings;
import io.portgrade.snapshot.Sockets;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** Any host that could be submitted: valid, at the boundary and nonsense, much of it or little, held against any policy. */
public final class RandomHosts extends DomainContextBase {

    static final List<String> KERNELS = List.of(
            "2.6.32-754.el6.x86_64",
            "4.1.52",
            "4.2.0",
            "4.11.12",
            "4.12.0",
            "4.18.0-553.el8_10.x86_64",
            "4.19.0",
            "5.15.0-130-generic",
            "6.13.7",
            "6.14.0",
            "6.18.2-1-default",
            "nonsense");

    @Provide
    Arbitrary<Policy> policies() {
        return Arbitraries.of(new ArrayList<>(TestAudits.POLICIES.all()));
    }

    @Provide
    Arbitrary<HostSnapshot> hosts() {
        Arbitrary<OperatingSystem> systems = Arbitraries.frequency(
                        Tuple.of(6, OperatingSystem.LINUX),
                        Tuple.of(1, OperatingSystem.FREEBSD),
                        Tuple.of(1, OperatingSystem.MACOS),
                        Tuple.of(1, OperatingSystem.WINDOWS))
                .injectNull(0.1);
        Arbitrary<String> kernels = Arbitraries.of(KERNELS).injectNull(0.2);
        Arbitrary<Map<String, String>> labels =
                Arbitraries.of(Map.of(), Map.of("role", "proxy"), Map.of("role", "k8s-node", "zone", "b"));
        Arbitrary<Host> hosts = Combinators.combine(systems, kernels, labels)
                .as((os, kernel, label) -> new Host("web-17", os, kernel, label, List.of(), null));
        Arbitrary<Set<Section>> sections = Arbitraries.of(Section.class).set().ofMaxSize(Section.values().length);
        return Combinators.combine(
                        hosts,
                        sections,
                        RandomSettings.settings(),
                        Arbitraries.of(SettingKeys.all()).set().ofMaxSize(3),
                        RandomSockets.sockets().injectNull(0.4),
                        RandomSockets.limits(),
                        RandomPools.pools(),
                        RandomFirewalls.documents())
                .as(RandomHosts::snapshot);
    }

    /** One setting more, which its kernel can read and accepts. */
    @Provide
    Arbitrary<Setting> readable() {
        List<Arbitrary<Map.Entry<String, String>>> each = new ArrayList<>();
        RandomSettings.linuxTunables().forEach((key, values) -> each.add(values.map(value -> Map.entry(key, value))));
        return Arbitraries.of(each)
                .flatMap(entry -> entry)
                .map(entry ->
                        new Setting(entry.getKey(), entry.getValue(), SourceLocation.in("settings"), Origin.OVERRIDE));
    }

    static HostSnapshot snapshot(
            Host host,
            Set<Section> sections,
            Map<String, String> values,
            Set<String> unreadable,
            Sockets sockets,
            List<OpenFilesLimit> limits,
            List<Pool> pools,
            List<FirewallDocument> firewall) {
        Set<Section> submitted = EnumSet.noneOf(Section.class);
        submitted.addAll(sections);
        if (!values.isEmpty()) {
            submitted.add(Section.SYSCTL);
        }
        if (sockets != null) {
            submitted.add(Section.SOCKETS);
        }
        if (!limits.isEmpty()) {
            submitted.add(Section.LIMITS);
        }
        if (!pools.isEmpty()) {
            submitted.add(Section.POOLS);
        }
        if (!firewall.isEmpty()) {
            submitted.add(Section.FIREWALL);
        }
        List<Setting> settings = new ArrayList<>();
        values.forEach((key, value) -> settings.add(
                new Setting(key, value, SourceLocation.of("sysctl", settings.size() + 1), Origin.RUNNING)));
        Map<String, SourceLocation> denied = new TreeMap<>();
        unreadable.forEach(key -> denied.put(key, SourceLocation.of("sysctl", 900)));
        return new HostSnapshot(
                host, submitted, Settings.of(settings, denied), sockets, limits, pools, firewall, List.of(), List.of());
    }
}
