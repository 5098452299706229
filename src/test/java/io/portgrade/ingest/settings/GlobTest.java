package io.portgrade.ingest.settings;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "net.ipv4.tcp_*,             net.ipv4.tcp_tw_reuse,       true",
        "net.ipv4.tcp_*,             net.ipv4.tcp_,               true",
        "net.ipv4.tcp_*_reuse,       net.ipv4.tcp_tw_reuse,       true",
        "net.ipv4.tcp_*_reuse,       net.ipv4.tcp_tw_reuse_delay, false",
        "net.ipv4.*,                 net.ipv4.conf.all.rp_filter, false",
        "net.ipv4.conf.*.rp_filter,  net.ipv4.conf.eth0.rp_filter,   true",
        "net.ipv4.conf.*.rp_filter,  net.ipv4.conf.eth0/5.rp_filter, true",
        "net.ipv4.conf.*.rp_filter,  net.ipv4.conf.a.b.rp_filter, false",
        "net.*.tcp_tw_reuse,         net.ipv4.tcp_tw_reuse,       true",
        "*,                          net.ipv4.tcp_tw_reuse,       false",
        "*.*.*,                      net.ipv4.tcp_tw_reuse,       true",
        "net.ipv?.tcp_tw_reuse,      net.ipv4.tcp_tw_reuse,       true",
        "net?ipv4.tcp_tw_reuse,      net.ipv4.tcp_tw_reuse,       false",
        "net.ipv[46].tcp_tw_reuse,   net.ipv4.tcp_tw_reuse,       true",
        "net.ipv[5-6].tcp_tw_reuse,  net.ipv4.tcp_tw_reuse,       false",
        "net.ipv[!6].tcp_tw_reuse,   net.ipv4.tcp_tw_reuse,       true",
        "net.ipv[^4].tcp_tw_reuse,   net.ipv4.tcp_tw_reuse,       false",
        "net[!x]ipv4.tcp_tw_reuse,   net.ipv4.tcp_tw_reuse,       false",
        "a[]]b,                      a]b,                         true",
        "a[-]b,                      a-b,                         true",
        "a[b,                        a[b,                         true",
        "'',                         '',                          true"
    })
    void matches(String pattern, String name, boolean matches) {
        assertThat(new Glob(pattern).matches(name)).isEqualTo(matches);
    }

    @Test
    void readsAHostilePatternOnce() {
        assertThat(new Glob("*a".repeat(100_000)).matches("a".repeat(60))).isFalse();
        assertThat(new Glob("*".repeat(1_000_000)).matches("a".repeat(60))).isTrue();
    }

    @Property(tries = 5_000)
    void agreesWithANaiveMatcher(@ForAll("patterns") String pattern, @ForAll("names") String name) {
        assertThat(new Glob(pattern).matches(name)).isEqualTo(naive(pattern, name));
    }

    @Property
    void matchesWhateverPattern(@ForAll String pattern, @ForAll String name) {
        new Glob(pattern).matches(name);
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of("a", "b", ".", "*", "?", "[ab]", "[!a]", "[a-b]")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars('a', 'b', 'c', '.').ofMaxLength(8);
    }

    private static boolean naive(String pattern, String name) {
        if (pattern.isEmpty()) {
            return name.isEmpty();
        }
        boolean hasLetter = !name.isEmpty() && name.charAt(0) != '.';
        if (pattern.charAt(0) == '*') {
            return naive(pattern.substring(1), name) || (hasLetter && naive(pattern, name.substring(1)));
        }
        if (name.isEmpty()) {
            return false;
        }
        int end = pattern.charAt(0) == '[' ? pattern.indexOf(']') + 1 : 1;
        boolean first = switch (pattern.substring(0, end)) {
            case "?" -> hasLetter;
            case "[ab]", "[a-b]" -> name.charAt(0) == 'a' || name.charAt(0) == 'b';
            case "[!a]" -> hasLetter && name.charAt(0) != 'a';
            default -> name.charAt(0) == pattern.charAt(0);
        };
        return first && naive(pattern.substring(end), name.substring(1));
    }
}
