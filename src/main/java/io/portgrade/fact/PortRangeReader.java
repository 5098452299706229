package io.portgrade.fact;

import static io.portgrade.snapshot.SettingKeys.BSD_PORTRANGE_FIRST;
import static io.portgrade.snapshot.SettingKeys.BSD_PORTRANGE_LAST;
import static io.portgrade.snapshot.SettingKeys.LOCAL_PORT_RANGE;
import static io.portgrade.snapshot.SettingKeys.UNPRIVILEGED_PORT_START;
import static io.portgrade.snapshot.SettingKeys.WINDOWS_DYNAMIC_PORT_NUM;
import static io.portgrade.snapshot.SettingKeys.WINDOWS_DYNAMIC_PORT_START;
import static io.portgrade.snapshot.SettingKeys.WINDOWS_UDP_PORT_NUM;
import static io.portgrade.snapshot.SettingKeys.WINDOWS_UDP_PORT_START;

import io.portgrade.finding.Evidence;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Origin;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads the ephemeral range from the settings in which each operating system keeps it. */
record PortRangeReader(HostSnapshot snapshot, SettingReader settings) {

    private static final int FIRST_UNPRIVILEGED = 1_024;
    private static final long LINUX_HIGH = 60_999;

    /** @param lowOnly whether the high end is not written but the one that the kernel has */
    private record Pair(long low, long high, boolean lowOnly) {

        Pair(long low, long high) {
            this(low, high, false);
        }
    }

    Reading<PortRangeSetting> read() {
        return switch (snapshot.system()) {
            case LINUX -> linux();
            case WINDOWS -> windows();
            case FREEBSD, MACOS -> bsd();
        };
    }

    private Reading<PortRangeSetting> linux() {
        Reading<Pair> range = settings.read(LOCAL_PORT_RANGE, "a port range (two numbers)", this::pair);
        if (!(range instanceof Reading.Present<Pair> present)) {
            return new Reading.Missing<>(((Reading.Missing<Pair>) range).absence());
        }
        if (present.value().lowOnly()) {
            settings.note(
                    present.setting(),
                    "a single number is the low end of the range: the kernel keeps the high end it has, here taken to be "
                            + present.value().high() + ", its default; write both");
        } else {
            settings.noteUnlessWritten(
                    present.value().low() + " " + present.value().high(), present.setting());
        }
        UnprivilegedStart lowest = lowest(present.setting());
        List<Evidence> evidence = new ArrayList<>(List.of(Evidence.of(present.setting())));
        if (lowest != null && present.value().low() < lowest.port()) {
            snapshot.settings().find(UNPRIVILEGED_PORT_START).map(Evidence::of).ifPresent(evidence::add);
        }
        return present(present.value(), lowest, present.setting(), evidence);
    }

    /** A running kernel's range proves itself: where nothing else is known, it was accepted. */
    private @Nullable UnprivilegedStart lowest(Setting range) {
        Optional<Setting> start = snapshot.settings().find(UNPRIVILEGED_PORT_START);
        if (start.isPresent()
                && settings.integer(UNPRIVILEGED_PORT_START) instanceof Reading.Present<Long> port
                && port.value() >= 0
                && port.value() <= PortRange.MAX_PORT) {
            return port.value() < UnprivilegedStart.DEFAULT
                            && snapshot.settings().isLoadedAfter(start.get(), range)
                    ? UnprivilegedStart.before(start.get().source().inWords())
                    : UnprivilegedStart.of(port.value().intValue());
        }
        boolean old = snapshot.host()
                .linuxVersion()
                .filter(version -> !version.atLeast(4, 11))
                .isPresent();
        return old || range.origin() == Origin.RUNNING
                ? null
                : UnprivilegedStart.assumed(
                        start.isPresent() ? "was submitted that the kernel refuses" : "was not submitted");
    }

    private Reading<PortRangeSetting> bsd() {
        return fromTwo(BSD_PORTRANGE_FIRST, BSD_PORTRANGE_LAST, PortRangeReader::asTaken);
    }

    private Reading<PortRangeSetting> windows() {
        return fromTwo(
                WINDOWS_DYNAMIC_PORT_START,
                WINDOWS_DYNAMIC_PORT_NUM,
                (start, count) -> new Pair(start, start + count - 1));
    }

    /** That of UDP, which Windows sets apart. */
    Reading<PortRangeSetting> udpOfWindows() {
        return fromTwo(
                WINDOWS_UDP_PORT_START, WINDOWS_UDP_PORT_NUM, (start, count) -> new Pair(start, start + count - 1));
    }

    /**
     * Both ends drawn into 1024 to 65535 and in order: BSD systems refuse no range.
     * {@code sys/netinet/in_pcb.c, FreeBSD 14.0}, sysctl_net_ipport_check and in_pcb_lport_dest.
     */
    private static Pair asTaken(long first, long last) {
        long low = Math.min(first, last);
        long high = Math.max(first, last);
        return new Pair(unprivileged(low), unprivileged(high));
    }

    private static long unprivileged(long port) {
        return Math.max(FIRST_UNPRIVILEGED, Math.min(PortRange.MAX_PORT, port));
    }

    private Reading<PortRangeSetting> fromTwo(String lowKey, String otherKey, BiFunction<Long, Long, Pair> range) {
        Reading<Long> low = settings.decimal(lowKey);
        if (!(low instanceof Reading.Present<Long> first)) {
            return new Reading.Missing<>(((Reading.Missing<Long>) low).absence());
        }
        Reading<Long> other = settings.decimal(otherKey);
        if (!(other instanceof Reading.Present<Long> second)) {
            return new Reading.Missing<>(((Reading.Missing<Long>) other).absence());
        }
        List<Evidence> evidence = List.of(Evidence.of(first.setting()), Evidence.of(second.setting()));
        return present(range.apply(first.value(), second.value()), null, first.setting(), evidence);
    }

    private static Reading<PortRangeSetting> present(
            Pair pair, @Nullable UnprivilegedStart lowest, Setting setting, List<Evidence> evidence) {
        return new Reading.Present<>(new PortRangeSetting(pair.low(), pair.high(), lowest, evidence), setting);
    }

    /**
     * Two numbers between blanks, and whatever follows them; a single one is the low end, and the high end stays what it is
     * ({@code net/ipv4/sysctl_net_ipv4.c, v6.18}, ipv4_local_port_range; measured there).
     */
    private Optional<Pair> pair(String text) {
        Optional<LinuxNumber> low = LinuxNumber.findBetweenBlanks(text);
        if (low.isEmpty()) {
            return Optional.empty();
        }
        String rest = low.get().restAfterBlanks();
        return rest.isEmpty()
                ? Optional.of(new Pair(low.get().value(), highByDefault(), true))
                : LinuxNumber.findBetweenBlanks(rest)
                        .map(high -> new Pair(low.get().value(), high.value(), false));
    }

    /** {@code net/ipv4/af_inet.c}: 61000 until Linux 4.1. */
    private long highByDefault() {
        return snapshot.host()
                        .linuxVersion()
                        .filter(version -> !version.atLeast(4, 2))
                        .isPresent()
                ? LINUX_HIGH + 1
                : LINUX_HIGH;
    }
}
