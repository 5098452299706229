package io.portgrade.ingest.settings;

import io.portgrade.snapshot.OperatingSystem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The names by which a system can be told from the others.
 *
 * <p>{@code net.inet.ip.portrange.first} is no such name: FreeBSD and macOS both have it.
 */
public final class SystemMarks {

    private static final List<String> LINUX =
            List.of("net.ipv4.", "net.ipv6.", "kernel.", "fs.", "net.core.", "net.netfilter.", "net.nf_", "abi.");
    private static final List<String> FREEBSD = List.of(
            "net.inet.ip.portrange.random", "kern.osreldate", "kern.geom.", "security.jail.", "vfs.ufs.", "kern.ident");
    private static final List<String> MACOS =
            List.of("kern.osproductversion", "machdep.cpu.brand_string", "hw.optional.", "hw.perflevel", "kern.hv_");
    private static final List<String> WINDOWS = List.of("netsh.", "HKLM\\");

    private SystemMarks() {}

    /** The system that has a setting of this name and no other has; empty when several do. */
    public static Optional<OperatingSystem> find(String key) {
        return Optional.ofNullable(at(key, 0));
    }

    /** The system that calls itself so in {@code kern.ostype}; null when it is none that Portgrade knows. */
    static @Nullable OperatingSystem ofType(String type) {
        return switch (type) {
            case "FreeBSD" -> OperatingSystem.FREEBSD;
            case "Darwin" -> OperatingSystem.MACOS;
            case "Linux" -> OperatingSystem.LINUX;
            default -> null;
        };
    }

    /** As {@link #find}, for the key that starts at a place of a text. */
    static @Nullable OperatingSystem at(String text, int start) {
        if (startsWithAny(LINUX, text, start)) {
            return OperatingSystem.LINUX;
        }
        if (startsWithAny(FREEBSD, text, start)) {
            return OperatingSystem.FREEBSD;
        }
        if (startsWithAny(MACOS, text, start)) {
            return OperatingSystem.MACOS;
        }
        return startsWithAny(WINDOWS, text, start) ? OperatingSystem.WINDOWS : null;
    }

    private static boolean startsWithAny(List<String> prefixes, String text, int start) {
        for (int i = 0; i < prefixes.size(); i++) {
            if (text.startsWith(prefixes.get(i), start)) {
                return true;
            }
        }
        return false;
    }
}
