package io.portgrade.audit;

import io.portgrade.engine.RuleLibrary;
import io.portgrade.policy.Policy;
import io.portgrade.policy.PolicyFile;
import io.portgrade.policy.PolicyLibrary;
import io.portgrade.report.AuditReport;
import io.portgrade.rule.RuleDescription;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.Host;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Origin;
import io.portgrade.snapshot.Section;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SettingKeys;
import io.portgrade.snapshot.Settings;
import io.portgrade.snapshot.SourceLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Audits in tests: the real rules and policies, a fixed clock and id. */
public final class TestAudits {

    public static final RuleLibrary RULES = RuleLibrary.load(null);
    public static final PolicyLibrary POLICIES = policies();
    public static final Auditor AUDITOR = new Auditor(
            RULES.catalogue(),
            RULES.engine(),
            Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC),
            () -> "00000000-0000-4000-8000-000000000000");

    private TestAudits() {}

    public static Policy policy(String name) {
        return POLICIES.find(name).orElseThrow();
    }

    /** A Linux host with these settings, a line each, and nothing else. */
    public static HostSnapshot linux(String kernel, Map<String, String> settings) {
        return host(OperatingSystem.LINUX, kernel, settings);
    }

    public static HostSnapshot host(OperatingSystem os, String kernel, Map<String, String> settings) {
        List<Setting> read = new ArrayList<>();
        settings.forEach((key, value) ->
                read.add(new Setting(key, value, SourceLocation.of("sysctl", read.size() + 1), Origin.RUNNING)));
        return new HostSnapshot(
                new Host("web-17", os, kernel, Map.of(), List.of(), null),
                Set.of(Section.SYSCTL),
                Settings.of(read, Map.of()),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** A host of Linux with a range of ports and a firewall, in one document or more. */
    static HostSnapshot hostBehind(String range, FirewallDocument... firewall) {
        HostSnapshot bare = host(OperatingSystem.LINUX, "6.8.0", Map.of(SettingKeys.LOCAL_PORT_RANGE, range));
        return new HostSnapshot(
                bare.host(),
                Set.of(Section.SYSCTL, Section.FIREWALL),
                bare.settings(),
                null,
                List.of(),
                List.of(),
                List.of(firewall),
                List.of(),
                List.of());
    }

    public static AuditReport audit(HostSnapshot snapshot, String policy) {
        return AUDITOR.audit(snapshot, policy(policy));
    }

    private static PolicyLibrary policies() {
        try (Stream<Path> files = Files.list(Path.of("rules/policies"))) {
            List<PolicyFile> policies = new ArrayList<>();
            for (Path file : files.toList()) {
                policies.add(new PolicyFile(file.toString(), Files.readString(file)));
            }
            return PolicyLibrary.load(
                    policies,
                    RULES.catalogue().rules().stream().map(RuleDescription::id).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
