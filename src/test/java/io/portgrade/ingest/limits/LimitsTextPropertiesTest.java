package io.portgrade.ingest.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.snapshot.OpenFilesLimit;
import io.portgrade.snapshot.OpenFilesLimit.Kind;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LimitsTextPropertiesTest {

    private record Subject(String domain, Kind kind) {}

    @Property
    void neverThrows(@ForAll String text) {
        assertThat(LimitsText.parse(text, "limits").limits()).allMatch(limit -> limit.value() >= 0);
    }

    @Property
    void neverThrowsOnWhatLooksLikeLimits(@ForAll("texts") List<String> lines) {
        ParsedLimits parsed = LimitsText.parse(String.join("\n", lines), "limits");
        assertThat(parsed.limits()).allMatch(limit -> limit.value() >= 0);
        assertThat(parsed.limits())
                .extracting(limit -> limit.source().line())
                .isSorted()
                .allMatch(line -> line >= 1 && line <= lines.size());
        assertThat(parsed.recognisedLines()).isBetween(0, lines.size());
    }

    @Property
    void statesADomainAndKindOnce(@ForAll("texts") List<String> lines) {
        Set<Subject> seen = new HashSet<>();
        for (OpenFilesLimit limit :
                LimitsText.parse(String.join("\n", lines), "limits").limits()) {
            if (!limit.domain().equals("process")) {
                assertThat(seen.add(new Subject(limit.domain(), limit.kind()))).isTrue();
            }
        }
    }

    @Property
    void neverThrowsWhereverAFileIsCut(@ForAll("files") String file, @ForAll Random random) throws IOException {
        String text = LimitsTextTest.file(file);
        LimitsText.parse(text.substring(0, random.nextInt(text.length() + 1)), "limits");
        LimitsText.parse(text.substring(random.nextInt(text.length() + 1)), "limits");
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> words = Arbitraries.of(
                "ulimit",
                "'ulimit",
                "-Hn",
                "-a;",
                "-n",
                "(-n)",
                "-n:",
                "-n)",
                "open",
                "files",
                "nofiles",
                "nofile",
                "Max",
                "LimitNOFILE=",
                "LimitNOFILE=10:5",
                "LimitNOFILESoft=1",
                "=",
                ":",
                "soft",
                "hard",
                "-",
                "*",
                "@web",
                "root",
                "1024",
                "unlimited",
                "infinity",
                "-1",
                "18446744073709551615",
                "9".repeat(40),
                "#",
                "$",
                ";",
                "'",
                "\"",
                "[",
                "\u0000",
                "\uD800");
        return words.list()
                .ofMaxSize(8)
                .map(line -> String.join(" ", line))
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.of(
                "ulimit-a-bash.txt",
                "ulimit-a-dash.txt",
                "ulimit-a-zsh.txt",
                "ulimit-a-ksh93.txt",
                "proc-limits.txt",
                "limits.conf",
                "orders.service");
    }
}
