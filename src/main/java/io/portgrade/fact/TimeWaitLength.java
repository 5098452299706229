package io.portgrade.fact;

import io.portgrade.capacity.Ceiling;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SettingKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long a closed connection stays in TIME_WAIT on each operating system. FreeBSD and macOS: twice
 * {@code net.inet.tcp.msl}, tcp(4). Windows: {@code TcpTimedWaitDelay}, 30 to 300 seconds.
 */
record TimeWaitLength(HostSnapshot snapshot, List<String> assumptions, Facts.Builder facts) {

    private static final Duration FREEBSD_MSL = Duration.ofSeconds(30);
    private static final Duration MACOS_MSL = Duration.ofSeconds(15);
    private static final Duration WINDOWS_DELAY = Duration.ofSeconds(120);
    private static final Duration LONGEST = Duration.ofHours(1);

    Duration find() {
        return switch (snapshot.system()) {
            case LINUX -> Ceiling.LINUX_TIME_WAIT;
            case FREEBSD ->
                submitted(SettingKeys.BSD_MSL, Duration.ofMillis(1), FREEBSD_MSL)
                        .multipliedBy(2);
            case MACOS ->
                submitted(SettingKeys.BSD_MSL, Duration.ofMillis(1), MACOS_MSL).multipliedBy(2);
            case WINDOWS -> submitted(SettingKeys.WINDOWS_TIMED_WAIT_DELAY, Duration.ofSeconds(1), WINDOWS_DELAY);
        };
    }

    private Duration submitted(String key, Duration unit, Duration otherwise) {
        Setting setting = snapshot.settings().find(key).orElse(null);
        String instead = ": taken to be " + otherwise.dividedBy(unit) + ", the default";
        if (setting == null) {
            assumptions.add(key + " is not known" + instead);
            return otherwise;
        }
        Optional<Duration> value = wholeNumber(setting.value())
                .map(unit::multipliedBy)
                .filter(length -> !length.isZero() && length.compareTo(LONGEST) <= 0);
        if (value.isEmpty()) {
            String assumption = key + " = " + Excerpt.of(setting.value()) + " is not a whole number from 1 to "
                    + LONGEST.dividedBy(unit) + instead;
            assumptions.add(assumption);
            facts.note(Diagnostic.at(setting.source(), assumption));
        }
        return value.orElse(otherwise);
    }

    private static Optional<Long> wholeNumber(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
