package io.portgrade.fact;

import io.portgrade.capacity.Ceiling;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.SettingKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long a closed connection stays in TIME_WAIT on each operating system. FreeBSD and macOS: twice
 * {@code net.inet.tcp.msl}, tcp(4). Windows: {@code TcpTimedWaitDelay}, 30 to 300 seconds.
 */
record TimeWaitLength(HostSnapshot snapshot, List<String> assumptions) {

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
        Optional<Duration> value = snapshot.settings()
                .find(key)
                .flatMap(setting -> wholeNumber(setting.value()))
                .map(unit::multipliedBy)
                .filter(length -> !length.isZero() && length.compareTo(LONGEST) <= 0);
        if (value.isEmpty()) {
            assumptions.add(key + " is not known: taken to be " + otherwise.dividedBy(unit) + ", the default");
        }
        return value.orElse(otherwise);
    }

    private static Optional<Long> wholeNumber(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
