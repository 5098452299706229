package io.portgrade.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portgrade.audit.RandomHosts;
import io.portgrade.audit.TestAudits;
import io.portgrade.policy.Policy;
import io.portgrade.report.AuditReport;
import io.portgrade.report.Rendering;
import io.portgrade.snapshot.HostSnapshot;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** What must hold of every report in every form, whatever was submitted. */
@Domain(RandomHosts.class)
@Domain(DomainContext.Global.class)
class RenderingPropertiesTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void whatRulesSayIsRenderedSoundly(@ForAll HostSnapshot host, @ForAll Policy policy) {
        AuditReport report = TestAudits.AUDITOR.audit(host, policy);
        TestReports.RENDERINGS.forEach(rendering -> assertSound(rendering, report));
    }

    @Property(tries = 300)
    void whateverTextIsRenderedSoundly(@ForAll("hostile") String text) {
        AuditReport report = TestReports.saying(text, TestReports.proxy());
        TestReports.RENDERINGS.stream()
                .filter(rendering -> !rendering.id().equals("json"))
                .forEach(rendering -> assertSound(rendering, report));
    }

    /** Any characters, with those more often that mean something somewhere. */
    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(30);
        Arbitrary<String> meaning = Arbitraries.of(
                "\n",
                "\r\n",
                "\u0000",
                "\u001b[2J",
                "|",
                "`",
                "```\n",
                "\n````",
                "]]>",
                "<",
                "&",
                "\"",
                "'",
                "::error::",
                "\n\u00a0::error::",
                "%0A",
                "\\",
                "\ud83c",
                "\udf89",
                "##[",
                "{0}",
                "[a](b)",
                "@all",
                "https://",
                " ",
                "\t");
        return Arbitraries.frequencyOf(Tuple.of(1, any), Tuple.of(3, meaning))
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    private static void assertSound(Rendering rendering, AuditReport report) {
        byte[] rendered = rendering.render(report);
        String text = decoded(rendered);
        if (!rendering.id().equals("github")) {
            assertNoCommand(text);
        }
        switch (rendering.id()) {
            case "json" -> assertThatCode(() -> JSON.readTree(rendered)).doesNotThrowAnyException();
            case "sarif" -> assertThat(SarifCheck.complaints(rendered)).isEmpty();
            case "junit" -> assertThat(JunitCheck.complaints(rendered)).isEmpty();
            case "gitlab-code-quality" ->
                assertThat(CodeQualityCheck.complaints(rendered)).isEmpty();
            case "github" ->
                assertThat(text.lines().map(WorkflowCommand::parse)).isNotEmpty();
            case "text-color" -> assertHarmless(text.replaceAll("\u001b\\[[0-9;]*m", ""));
            default -> assertHarmless(text);
        }
    }

    /** Nothing acts on a terminal. */
    private static void assertHarmless(String text) {
        assertThat(text.chars().filter(c -> Character.isISOControl(c) && c != '\n' && c != '\t'))
                .isEmpty();
    }

    /** On a job of GitHub, which looks past blanks. */
    private static void assertNoCommand(String text) {
        assertThat(text).doesNotContain("##[");
        assertThat(text.lines().map(line -> line.replaceFirst("^[\\s\\p{Z}]+", "")))
                .noneMatch(line -> line.startsWith("::"));
    }

    private static String decoded(byte[] utf8) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError(e);
        }
    }
}
