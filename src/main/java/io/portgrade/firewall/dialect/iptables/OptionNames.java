package io.portgrade.firewall.dialect.iptables;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Long options, which may be written shorter as long as one alone begins so. {@code getopt_long(3)}. */
final class OptionNames {

    private static final int SHORTEST = "--a".length();

    private OptionNames() {}

    /** The option that is meant; empty when none is, or several may be. */
    static Optional<String> whole(String written, List<Set<String>> known) {
        if (known.stream().anyMatch(names -> names.contains(written))) {
            return Optional.of(written);
        }
        List<String> meant = known.stream()
                .flatMap(Set::stream)
                .filter(name -> written.length() >= SHORTEST && name.startsWith(written))
                .toList();
        return meant.size() == 1 ? Optional.of(meant.get(0)) : Optional.empty();
    }
}
