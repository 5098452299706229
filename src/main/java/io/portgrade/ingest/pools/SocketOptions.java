package io.portgrade.ingest.pools;

import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.SocketOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads socket options as programs set them, {@code SO_REUSEADDR}, {@code SO_LINGER 0}, {@code SO_LINGER=0}.
 *
 * @param notes takes what is wrong with one
 */
record SocketOptions(Consumer<String> notes) {

    private static final List<String> PREFIXES = List.of("SO_", "TCP_", "IP_", "IPV6_");

    /** Those that matter to ports; others are passed over. */
    Set<SocketOption> read(List<@Nullable String> submitted) {
        Set<SocketOption> options = EnumSet.noneOf(SocketOption.class);
        for (String text : submitted) {
            if (text != null) {
                find(text.strip()).ifPresent(options::add);
            }
        }
        return options;
    }

    private Optional<SocketOption> find(String text) {
        int end = 0;
        while (end < text.length() && isName(text.charAt(end))) {
            end++;
        }
        String name = text.substring(0, end).toUpperCase(Locale.ROOT);
        String value = text.substring(end).replace('=', ' ').strip();
        Optional<SocketOption> option = SocketOption.find(name);
        if (PREFIXES.stream().noneMatch(name::startsWith)) {
            notes.accept("not a socket option by its name in C, such as SO_REUSEADDR: " + Excerpt.of(text));
        }
        if (option.isPresent() && option.get() == SocketOption.SO_LINGER && !value.isEmpty() && !value.equals("0")) {
            notes.accept("only SO_LINGER 0 leaves no TIME_WAIT, passed over: " + Excerpt.of(text));
            return Optional.empty();
        }
        boolean off = option.isPresent() && option.get() != SocketOption.SO_LINGER && value.equals("0");
        return off ? Optional.empty() : option;
    }

    private static boolean isName(char c) {
        return c == '_' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }
}
