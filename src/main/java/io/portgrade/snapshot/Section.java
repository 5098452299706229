package io.portgrade.snapshot;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A part of a submission; {@link #id()} is its name in requests and policies. */
public enum Section {
    SYSCTL,
    FILES,
    SETTINGS,
    FIREWALL,
    POOLS,
    SOCKETS,
    LIMITS;

    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Section> find(String id) {
        return Arrays.stream(values())
                .filter(section -> section.id().equals(id))
                .findFirst();
    }
}
