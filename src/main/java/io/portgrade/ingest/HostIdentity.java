package io.portgrade.ingest;

import io.portgrade.ingest.AuditRequest.SubmittedHost;
import io.portgrade.ingest.settings.ParsedSettings;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.Host;
import io.portgrade.snapshot.KernelVersion;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SettingKeys;
import io.portgrade.snapshot.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who a submission is about: what was stated, else what its texts tell.
 *
 * @param diagnostics what statement and texts disagree on, and what neither tells
 */
record HostIdentity(Host host, List<Diagnostic> diagnostics) {

    static final String UNNAMED = "unnamed";
    private static final SubmittedHost NOT_STATED = new SubmittedHost(null, null, null, Map.of(), List.of(), null);

    HostIdentity {
        diagnostics = List.copyOf(diagnostics);
    }

    static HostIdentity of(@Nullable SubmittedHost submitted, Settings settings, List<ParsedSettings> parsed) {
        SubmittedHost stated = submitted == null ? NOT_STATED : submitted;
        List<Diagnostic> diagnostics = new ArrayList<>();
        Optional<OperatingSystem> os = system(stated, settings, parsed, diagnostics);
        Host host = new Host(
                said(stated.name())
                        .or(() -> valueOf(settings, SettingKeys.HOSTNAME, SettingKeys.BSD_HOSTNAME))
                        .orElse(UNNAMED),
                os.orElse(null),
                said(stated.kernel())
                        .or(() -> release(settings, os.orElse(null)))
                        .orElse(null),
                labels(stated),
                stated.addresses().stream().filter(Objects::nonNull).toList(),
                stated.networkInterface());
        release(host).ifPresent(diagnostics::add);
        return new HostIdentity(host, diagnostics);
    }

    private static Optional<OperatingSystem> system(
            SubmittedHost stated, Settings settings, List<ParsedSettings> parsed, List<Diagnostic> diagnostics) {
        Optional<OperatingSystem> statedSystem = said(stated.os()).flatMap(OperatingSystem::find);
        Optional<OperatingSystem> detected =
                parsed.stream().flatMap(read -> read.detected().stream()).findFirst();
        if (statedSystem.isPresent()) {
            contradiction(statedSystem.get(), detected, settings).ifPresent(diagnostics::add);
            return statedSystem;
        }
        if (detected.isEmpty() && parsed.stream().anyMatch(ParsedSettings::isReadable)) {
            diagnostics.add(unplaced((areOfBsd(settings)
                            ? "the settings sent are found on FreeBSD and on macOS alike"
                            : "the settings sent do not tell the operating system")
                    + ": state it in host.os"));
        }
        return detected;
    }

    private static Optional<Diagnostic> contradiction(
            OperatingSystem stated, Optional<OperatingSystem> detected, Settings settings) {
        boolean bsd = stated == OperatingSystem.FREEBSD || stated == OperatingSystem.MACOS;
        Optional<String> others = detected.isEmpty() && !bsd && areOfBsd(settings)
                ? Optional.of("freebsd or macos")
                : detected.filter(other -> other != stated).map(OperatingSystem::id);
        return others.map(ids -> new Diagnostic(
                Submission.STATED_SYSTEM,
                null,
                "stated to be " + stated.id() + ", but the settings sent are those of " + ids
                        + ": state the system that they are of, or send those of " + stated.id()));
    }

    private static boolean areOfBsd(Settings settings) {
        return settings.all().stream().map(Setting::key).anyMatch(key -> key.startsWith("net.inet."));
    }

    /** What is wrong with the release of a Linux kernel. */
    private static Optional<Diagnostic> release(Host host) {
        return Optional.ofNullable(host.kernel())
                .filter(kernel -> host.os() == OperatingSystem.LINUX)
                .filter(kernel -> KernelVersion.find(kernel).isEmpty())
                .map(kernel -> unplaced("kernel " + Excerpt.of(kernel)
                        + " is not a release as uname -r prints it, such as 6.8.0-45-generic: what depends on the"
                        + " version is not assessed"));
    }

    private static Diagnostic unplaced(String message) {
        return new Diagnostic("host", null, message);
    }

    private static Map<String, String> labels(SubmittedHost stated) {
        Map<String, String> labels = new TreeMap<>();
        stated.labels().forEach((key, value) -> {
            if (value != null) {
                labels.put(key, value);
            }
        });
        return labels;
    }

    private static Optional<String> said(@Nullable String text) {
        return Optional.ofNullable(text).map(String::strip).filter(stripped -> !stripped.isEmpty());
    }

    /** Of another system than the one that is stated it says nothing. */
    private static Optional<String> release(Settings settings, @Nullable OperatingSystem os) {
        if (os == OperatingSystem.LINUX) {
            return valueOf(settings, SettingKeys.OSRELEASE);
        }
        return os == OperatingSystem.FREEBSD || os == OperatingSystem.MACOS
                ? valueOf(settings, SettingKeys.BSD_OSRELEASE)
                : valueOf(settings, SettingKeys.OSRELEASE, SettingKeys.BSD_OSRELEASE);
    }

    private static Optional<String> valueOf(Settings settings, String... keys) {
        return Arrays.stream(keys)
                .flatMap(key -> settings.find(key).stream())
                .map(Setting::value)
                .findFirst()
                .flatMap(HostIdentity::said);
    }
}
