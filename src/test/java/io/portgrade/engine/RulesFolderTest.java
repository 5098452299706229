package io.portgrade.engine;

import static io.portgrade.engine.OperatorRules.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portgrade.rule.RuleDescription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an operator's rules may lie on a disk. */
class RulesFolderTest {

    private static final String ID = "own/fine";
    private static final String FINE = rule(ID, "@severity(LOW)", "$x : FinTimeout()");

    @TempDir
    Path folder;

    @Test
    void isFoundThroughALinkToIt() throws IOException {
        Path real = new OperatorRules(folder.resolve("real")).add(ID, FINE).folder();
        assertThat(own(Files.createSymbolicLink(folder.resolve("link"), real))).containsExactly(ID);
    }

    @Test
    void topicsAndFilesMayBeLinks() throws IOException {
        Path real = new OperatorRules(folder.resolve("real"))
                .add(ID, FINE)
                .add("other/one", FINE.replace(ID, "more/one"))
                .folder();
        Path rules = Files.createDirectories(folder.resolve("rules"));
        Files.createSymbolicLink(rules.resolve("own"), real.resolve("own"));
        Path one = Files.createDirectories(rules.resolve("more/one"));
        Files.createSymbolicLink(one.resolve("rule.drl"), real.resolve("other/one/rule.drl"));
        assertThat(own(rules)).containsExactlyInAnyOrder(ID, "more/one");
    }

    /** Kubernetes, Concepts, ConfigMaps: a mounted volume links each name to one below {@code ..data}, itself a link. */
    @Test
    void aConfigMapMayBeMounted() throws IOException {
        new OperatorRules(folder.resolve("..2026_11_29")).add(ID, FINE);
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_11_29"));
        Files.createSymbolicLink(folder.resolve("own"), Path.of("..data/own"));
        assertThat(own(folder)).containsExactly(ID);
    }

    @Test
    void aLinkInACircleIsSaid() throws IOException {
        new OperatorRules(folder).add(ID, FINE);
        Files.createSymbolicLink(folder.resolve("own/circle"), folder);
        assertThatExceptionOfType(RuleCompilationException.class)
                .isThrownBy(() -> own(folder))
                .withMessage("own/circle:1: a link to a folder that it is in");
    }

    @Test
    void aLinkToNothingIsSaid() throws IOException {
        Files.createSymbolicLink(
                Files.createDirectories(folder.resolve(ID)).resolve("rule.drl"), folder.resolve("gone"));
        assertThatExceptionOfType(RuleCompilationException.class)
                .isThrownBy(() -> own(folder))
                .withMessage("own/fine/rule.drl:1: cannot be read");
    }

    @Test
    void aRuleUnderAnotherNameIsRefused() throws IOException {
        new OperatorRules(folder).add(ID, FINE);
        Files.writeString(folder.resolve("own/fine/rules.drl"), FINE);
        Files.writeString(folder.resolve("own/rule.DRL"), FINE);
        String reason = ":1: not read: a rule is a file rule.drl in a folder <topic>/<name>";
        assertThatExceptionOfType(RuleCompilationException.class)
                .isThrownBy(() -> own(folder))
                .withMessage("own/fine/rules.drl" + reason + "\nown/rule.DRL" + reason);
    }

    @Test
    void aRuleInAnotherEncodingIsRefusedAtItsLine() throws IOException {
        Path file = Files.createDirectories(folder.resolve(ID)).resolve("rule.drl");
        Files.write(file, ("// one\n// h\u00e9\n" + FINE).getBytes(StandardCharsets.ISO_8859_1));
        assertThatExceptionOfType(RuleCompilationException.class)
                .isThrownBy(() -> own(folder))
                .withMessage("own/fine/rule.drl:2: not UTF-8: save the file in this encoding");
    }

    private static List<String> own(Path rules) {
        return RuleLibrary.load(rules).catalogue().rules().stream()
                .filter(rule -> rule.origin() == RuleDescription.Origin.OPERATOR)
                .map(RuleDescription::id)
                .toList();
    }
}
