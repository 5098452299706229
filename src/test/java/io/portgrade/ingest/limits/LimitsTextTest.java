package io.portgrade.ingest.limits;

import static io.portgrade.snapshot.OpenFilesLimit.Kind.HARD;
import static io.portgrade.snapshot.OpenFilesLimit.Kind.SOFT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.OpenFilesLimit;
import io.portgrade.snapshot.SourceLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTextTest {

    static Stream<Arguments> files() {
        return Stream.of(
                arguments("ulimit-a-bash.txt", 17, List.of("process SOFT 1024 @9")),
                arguments("ulimit-a-dash.txt", 12, List.of("process SOFT 1024 @9")),
                arguments("ulimit-a-busybox.txt", 15, List.of("process SOFT 1024 @8")),
                arguments("ulimit-a-mksh.txt", 15, List.of("process SOFT 1024 @7")),
                arguments("ulimit-a-ksh93.txt", 24, List.of("process SOFT 1024 @11")),
                arguments("ulimit-a-zsh.txt", 16, List.of("process SOFT 1024 @8")),
                arguments("limit-zsh.txt", 16, List.of("process SOFT 1024 @8")),
                arguments("ulimit-n.txt", 1, List.of("process SOFT 1024 @1")),
                arguments(
                        "ulimit-soft-and-hard-bash.txt",
                        34,
                        List.of("process SOFT 1024 @10", "process HARD 524288 @28")),
                arguments("proc-limits.txt", 17, List.of("process SOFT 1024 @9", "process HARD 524288 @9")),
                arguments("orders.service", 1, List.of("process SOFT 65535 @9", "process HARD 524288 @9")),
                arguments(
                        "limits.conf",
                        10,
                        List.of(
                                "* SOFT 65535 @11",
                                "@10: SOFT 1048576 @12",
                                "* HARD 1048576 @12",
                                "root SOFT 1048576 @13",
                                "root HARD 1048576 @13",
                                "@web HARD unlimited @14",
                                "@web SOFT 16384 @16",
                                "1000:1999 HARD unlimited @17")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void readsAFile(String file, int recognisedLines, List<String> limits) throws IOException {
        ParsedLimits parsed = LimitsText.parse(file(file), "limits");
        assertThat(parsed.limits()).extracting(LimitsTextTest::text).isEqualTo(limits);
        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(parsed.recognisedLines()).isEqualTo(recognisedLines);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1024                                            | process SOFT 1024",
                "unlimited                                       | process SOFT unlimited",
                "open files                          (-n) 1024   | process SOFT 1024",
                "open files                 (-n)  116964         | process SOFT 116964",
                "nofile(descriptors)   (-n)  unlimited           | process SOFT unlimited",
                "nofiles              1024                       | process SOFT 1024",
                "nofiles(descriptors) 1024                       | process SOFT 1024",
                "-n: file descriptors                1024        | process SOFT 1024",
                "descriptors     1024                            | process SOFT 1024",
                "  openfiles              116964                 | process SOFT 116964",
                "maxfiles    256            unlimited            | process SOFT 256, process HARD unlimited",
                "Max open files  1024  524288  files             | process SOFT 1024, process HARD 524288",
                "Max open files  unlimited unlimited files       | process SOFT unlimited, process HARD unlimited",
                "LimitNOFILE=65535                               | process SOFT 65535, process HARD 65535",
                "LimitNOFILE = 65535:524288                      | process SOFT 65535, process HARD 524288",
                "LimitNOFILE=1024:infinity                       | process SOFT 1024, process HARD unlimited",
                "LimitNOFILE=18446744073709551615                | process SOFT unlimited, process HARD unlimited",
                "DefaultLimitNOFILE=1024:524288                  | process SOFT 1024, process HARD 524288",
                "* soft nofile 65535                             | * SOFT 65535",
                "root - nofile 1048576                           | root SOFT 1048576, root HARD 1048576",
                "@web HARD NOFILE Unlimited                      | @web HARD unlimited",
                "1000: hard nofile 9223372036854775807           | 1000: HARD unlimited",
                "% - nofile -1#all                               | % SOFT unlimited, % HARD unlimited",
                "* soft nofile 0                                 | * SOFT 0",
            })
    void readsALine(String line, String limits) {
        ParsedLimits parsed = LimitsText.parse(line, "limits");
        assertThat(parsed.limits())
                .extracting(limit -> text(limit).replace(" @1", ""))
                .containsExactly(limits.split(", "));
        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(parsed.recognisedLines()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$ ulimit -Hn                | process HARD 512",
                "$ ulimit -H -n              | process HARD 512",
                "root@web-17:~# ulimit -n -H | process HARD 512",
                "$ sh -c \"ulimit -Hn\"      | process HARD 512",
                "ulimit -aH                  | process HARD 512",
                "$ ulimit -n                 | process SOFT 512",
                "$ ulimit -HSn               | process SOFT 512",
                "$ cat n                     | process SOFT 512",
            })
    void theCommandTellsWhichLimitItPrints(String command, String limit) {
        ParsedLimits parsed = LimitsText.parse(command + "\n512\n", "limits");
        assertThat(parsed.limits()).extracting(LimitsTextTest::text).containsExactly(limit + " @2");
        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(parsed.recognisedLines()).isEqualTo(1);
    }

    @Test
    void readsTwoCommandsOfOneLineInTurn() {
        assertThat(LimitsText.parse("$ ulimit -Sn; ulimit -Hn\n1024\n4096\n", "limits")
                        .limits())
                .extracting(LimitsTextTest::text)
                .containsExactly("process SOFT 1024 @2", "process HARD 4096 @3");
    }

    @Test
    void aCommandAboutAnotherResourceSaysNothingAboutFiles() {
        assertThat(LimitsText.parse("$ ulimit -u\n4096\n$ ulimit\nunlimited\n", "limits")
                        .limits())
                .isEmpty();
    }

    @Test
    void aPromptEndsTheCommandBefore() {
        assertThat(LimitsText.parse("$ ulimit -Ha | grep core\n$ dash\nnofiles 1024\n", "limits")
                        .limits())
                .extracting(OpenFilesLimit::kind)
                .containsExactly(SOFT);
    }

    @Test
    void saysThatASecondListingCannotBeToldApart() {
        ParsedLimits parsed = LimitsText.parse("nofiles 1024\nnofiles 4096\n", "limits");
        assertThat(parsed.limits()).extracting(OpenFilesLimit::kind).containsExactly(SOFT, SOFT);
        assertThat(parsed.diagnostics()).singleElement().matches(diagnostic -> Objects.equals(diagnostic.line(), 2));
    }

    @Test
    void systemctlShowsTheSoftLimitInALineOfItsOwn() {
        assertThat(LimitsText.parse("LimitNOFILE=524288\nLimitNOFILESoft=1024\n", "limits")
                        .limits())
                .extracting(LimitsTextTest::text)
                .containsExactly("process HARD 524288 @1", "process SOFT 1024 @2");
    }

    @Test
    void theLastOfADomainAndKindWins() {
        String text = "* - nofile 4096\n@web soft nofile 10\n* soft nofile 2048\n* hard nproc 5\n";
        assertThat(LimitsText.parse(text, "limits").limits())
                .containsExactly(
                        new OpenFilesLimit("*", HARD, 4096, SourceLocation.of("limits", 1)),
                        new OpenFilesLimit("@web", SOFT, 10, SourceLocation.of("limits", 2)),
                        new OpenFilesLimit("*", SOFT, 2048, SourceLocation.of("limits", 3)));
    }

    @Test
    void readsSeveralFormatsInOneText() throws IOException {
        String text = "\uFEFF$ cat /proc/1/limits\r\n" + file("proc-limits.txt") + "==> limits.conf <==\r\n"
                + file("limits.conf") + "# ulimit -Hn\r\n4096\r\n" + file("orders.service");
        ParsedLimits parsed = LimitsText.parse(text, "limits");
        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(parsed.limits()).hasSize(2 + 8 + 1 + 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* soft nofile 64k                                 | not a whole number",
                "* soft nofile -2                                  | not a whole number",
                "* soft nofile 9223372036854775808                 | too large",
                "LimitNOFILE=99999999999999999999999999999999999   | too large",
                "LimitNOFILE=1024:                                 | missing",
                "LimitNOFILE=1024:12x                              | not a whole number",
                "LimitNOFILE=4096:1024                             | above the hard limit",
                "LimitNOFILE=65535K                                | not a whole number",
                "Max open files 1024                               | missing",
                "Max open files many 1024 files                    | not a whole number",
                "open files (-n) x                                 | not a whole number",
                "nofiles ?                                         | not a whole number",
                "ulimit -n 65535                                   | a command that sets",
                "* soft nofile                                     | not a line about limits",
                "* firm nofile 10                                  | not a line about limits",
                "* - what ever                                     | not a line about limits",
                "/etc/security/limits.conf:* soft nofile 10        | not grep's output",
                "bash: ulimit: open files: cannot modify limit     | not a line about limits",
                "process died                                      | not a line about limits",
            })
    void reportsALineThatCannotBeRead(String line, String message) {
        ParsedLimits parsed = LimitsText.parse("\n" + line, "limits");
        assertThat(parsed.limits()).isEmpty();
        assertThat(parsed.recognisedLines()).isZero();
        assertThat(parsed.diagnostics()).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.line()).isEqualTo(2);
            assertThat(diagnostic.message()).contains(message).endsWith(": \"" + line + "\"");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "# comment",
                "#*  soft nofile 10",
                "; comment",
                "[Service]",
                "ExecStart=/bin/x",
                "$ ulimit -n 10",
                "# ulimit -a",
                "root@web:~#",
                "LimitNOFILE="
            })
    void passesOverWhatStatesNoLimit(String line) {
        ParsedLimits parsed = LimitsText.parse(line, "limits");
        assertThat(parsed.limits()).isEmpty();
        assertThat(parsed.diagnostics()).isEmpty();
    }

    @Test
    void reportsNoMoreThanAHundredLines() {
        assertThat(LimitsText.parse("what?\n".repeat(100_000), "limits").diagnostics())
                .hasSize(101)
                .last()
                .isEqualTo(new Diagnostic("limits", null, "and 99900 more like these, left out"));
    }

    static String text(OpenFilesLimit limit) {
        String value = limit.value() == Long.MAX_VALUE ? "unlimited" : Long.toString(limit.value());
        return limit.domain() + " " + limit.kind() + " " + value + " @"
                + limit.source().line();
    }

    static String file(String name) throws IOException {
        try (InputStream in = LimitsTextTest.class.getResourceAsStream("/limits/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void keepsNoMoreLimitsThanAnyHostHas() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300_000; i++) {
            text.append('u').append(i).append(" soft nofile 1024\n");
        }

        ParsedLimits parsed = LimitsText.parse(text.toString(), "limits");

        assertThat(parsed.limits()).hasSize(FoundLimits.MOST);
        assertThat(parsed.diagnostics().get(0).line()).isEqualTo(FoundLimits.MOST + 1);
    }
}
