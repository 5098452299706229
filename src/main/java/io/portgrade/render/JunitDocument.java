package io.portgrade.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portgrade.render.JunitCase.Outcome;
import io.portgrade.report.AuditReport;
import java.io.ByteArrayOutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A test report as Jenkins and GitLab read it: {@code junit-10.xsd} of Jenkins' xUnit plugin. Both tell cases apart by class
 * and name, so the class begins with the host.
 */
record JunitDocument(AuditReport report, List<JunitCase> cases) {

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    byte[] write() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = FACTORY.createXMLStreamWriter(bytes, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            attribute(xml, "name", "Portgrade");
            writeCounts(xml);
            writeSuite(xml);
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return LogLine.inMarkup(bytes.toString(UTF_8)).getBytes(UTF_8);
    }

    private void writeSuite(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        attribute(xml, "name", "Portgrade " + report.host().name());
        writeCounts(xml);
        attribute(xml, "skipped", count(Outcome.SKIPPED));
        attribute(xml, "hostname", report.host().name());
        attribute(
                xml,
                "timestamp",
                DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                        report.auditedAt().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC)));
        xml.writeCharacters("\n");
        xml.writeStartElement("properties");
        writeProperty(xml, "grade", report.grade().letter());
        writeProperty(xml, "worstCaseGrade", report.worstCaseGrade().letter());
        writeProperty(xml, "score", Integer.toString(report.score()));
        writeProperty(xml, "rules", report.rules().toString());
        writeProperty(xml, "policy", report.policy());
        writeProperty(xml, "rulePack", report.rulePack());
        xml.writeEndElement();
        for (JunitCase one : cases) {
            writeCase(xml, one);
        }
        xml.writeCharacters("\n");
        writeText(xml, "system-out", Headline.of(report) + diagnostics());
        xml.writeEndElement();
    }

    private void writeCounts(XMLStreamWriter xml) throws XMLStreamException {
        attribute(xml, "tests", Integer.toString(cases.size()));
        attribute(xml, "failures", count(Outcome.FAILED));
        attribute(xml, "errors", count(Outcome.BROKEN));
    }

    private void writeCase(XMLStreamWriter xml, JunitCase one) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement("testcase");
        attribute(xml, "classname", report.host().name() + "." + one.topic());
        attribute(xml, "name", one.name());
        switch (one.outcome()) {
            case PASSED -> {
                if (!one.details().isEmpty()) {
                    writeText(xml, "system-out", one.message() + "\n\n" + one.details());
                }
            }
            case FAILED -> writeOutcome(xml, "failure", one);
            case BROKEN -> writeOutcome(xml, "error", one);
            case SKIPPED -> writeOutcome(xml, "skipped", one);
        }
        xml.writeEndElement();
    }

    private static void writeOutcome(XMLStreamWriter xml, String element, JunitCase one) throws XMLStreamException {
        xml.writeStartElement(element);
        attribute(xml, "type", one.type());
        attribute(xml, "message", one.message());
        xml.writeCharacters(VisibleText.block(one.details()));
        xml.writeEndElement();
    }

    private static void writeProperty(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeEmptyElement("property");
        attribute(xml, "name", name);
        attribute(xml, "value", value);
    }

    private static void writeText(XMLStreamWriter xml, String element, String text) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeCharacters(VisibleText.block(text));
        xml.writeEndElement();
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, VisibleText.line(value));
    }

    private String count(Outcome outcome) {
        return Long.toString(
                cases.stream().filter(one -> one.outcome() == outcome).count());
    }

    private String diagnostics() {
        return report.diagnostics().stream()
                .map(diagnostic ->
                        "\n" + new FindingPlace(diagnostic.source(), diagnostic.line()) + ": " + diagnostic.message())
                .collect(Collectors.joining());
    }
}
