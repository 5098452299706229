package io.portgrade.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.fact.Absence;
import io.portgrade.report.AuditReport;
import io.portgrade.rule.NotAssessed;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

class JunitRenderingTest {

    private static final JunitRendering JUNIT = new JunitRendering(TestReports.CATALOGUE);

    @Test
    void isValid() {
        AuditReport report = TestReports.proxy();

        assertThat(JunitCheck.complaints(JUNIT.render(report))).isEmpty();
        assertThat(JunitCheck.complaints(JUNIT.render(TestReports.clean()))).isEmpty();
        assertThat(JunitCheck.complaints(JUNIT.render(TestReports.saying(TestReports.HOSTILE, report))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<testcase classname | <testcase",
                "</failure>          | </failure><failure/>",
                "</testsuite>        | <testsuite/></testsuite>",
                "<failure            | <fail",
                "errors=\"0\"        | errors=\"none\"",
                "failures=\"10\"     | failures=\"9\"",
                "tcp                 | t\u0000p",
                "tcp                 | ]]>"
            })
    void plantedFaultIsFound(String sound, String broken) {
        String xml = new String(JUNIT.render(TestReports.proxy()), UTF_8);
        assertThat(xml).contains(sound);

        assertThat(JunitCheck.complaints(xml.replace(sound, broken).getBytes(UTF_8)))
                .isNotEmpty();
    }

    @Test
    void eachRuleIsACaseAndSoIsTheGate() throws IOException, SAXException {
        AuditReport report = TestReports.proxy();
        Set<String> failed = new TreeSet<>(Set.of("gate"));
        report.findings().stream()
                .filter(finding -> finding.severity().deduction() > 0)
                .forEach(finding -> failed.add(finding.rule()));
        Set<String> skipped = new TreeSet<>();
        report.notAssessed().forEach(rule -> skipped.add(rule.rule()));

        assertThat(names("testcase", report))
                .hasSize(TestReports.CATALOGUE.rules().size() + 1);
        assertThat(names("failure", report)).isEqualTo(failed);
        assertThat(names("skipped", report)).isEqualTo(skipped).isNotEmpty();
        assertThat(names("error", report)).isEmpty();
    }

    @Test
    void ruleThatBrokeIsAnError() throws IOException, SAXException {
        AuditReport report = TestReports.withNotAssessed(
                TestReports.clean(),
                List.of(new NotAssessed("fin-timeout/too-long", Absence.Kind.FAILED, "the rule failed: by zero")));

        assertThat(JunitCheck.complaints(JUNIT.render(report))).isEmpty();
        assertThat(names("error", report)).containsExactly("fin-timeout/too-long");
    }

    /** Of the cases that have such an element, or are one. */
    private static Set<String> names(String element, AuditReport report) throws IOException, SAXException {
        NodeList nodes = JunitCheck.parse(JUNIT.render(report)).getElementsByTagName(element);
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            Element one = (Element) nodes.item(i);
            names.add((element.equals("testcase") ? one : (Element) one.getParentNode()).getAttribute("name"));
        }
        return names;
    }
}
