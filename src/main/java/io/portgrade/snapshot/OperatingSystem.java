package io.portgrade.snapshot;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Optional;

/** An operating system that Portgrade knows the port model of; {@link #id()} is its name in requests and reports. */
public enum OperatingSystem {
    LINUX("linux", "Linux"),
    FREEBSD("freebsd", "FreeBSD"),
    MACOS("macos", "macOS"),
    WINDOWS("windows", "Windows");

    private static final List<OperatingSystem> ALL = List.of(values());

    private final String id;
    private final String title;

    OperatingSystem(String id, String title) {
        this.id = id;
        this.title = title;
    }

    @JsonValue
    public String id() {
        return id;
    }

    /** As its makers write it. */
    public String title() {
        return title;
    }

    /** Finds a system by its id, in any case; empty when there is none of that name. */
    public static Optional<OperatingSystem> find(String id) {
        for (OperatingSystem os : ALL) {
            if (os.id.equalsIgnoreCase(id)) {
                return Optional.of(os);
            }
        }
        return Optional.empty();
    }
}
