package io.portgrade.snapshot;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** An operating system that Portgrade knows the port model of; {@link #id()} is its name in requests and reports. */
public enum OperatingSystem {
    LINUX("linux"),
    FREEBSD("freebsd"),
    MACOS("macos"),
    WINDOWS("windows");

    private final String id;

    OperatingSystem(String id) {
        this.id = id;
    }

    @JsonValue
    public String id() {
        return id;
    }

    /** Finds a system by its id, in any case; empty when there is none of that name. */
    public static Optional<OperatingSystem> find(String id) {
        return Arrays.stream(values()).filter(os -> os.id.equalsIgnoreCase(id)).findFirst();
    }
}
