package io.portgrade.render;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What is wrong with a test report: by a schema that takes what Jenkins' does, and by its own counts. */
final class JunitCheck {

    private static final Schema SCHEMA = schema();
    private static final Map<String, String> COUNTED =
            Map.of("tests", "testcase", "failures", "failure", "errors", "error", "skipped", "skipped");

    private JunitCheck() {}

    static List<String> complaints(byte[] xml) {
        try {
            Document document = parse(xml);
            SCHEMA.newValidator().validate(new DOMSource(document));
            List<String> complaints = new ArrayList<>();
            Element suite = (Element) document.getElementsByTagName("testsuite").item(0);
            COUNTED.forEach((attribute, element) -> {
                int there = suite.getElementsByTagName(element).getLength();
                if (!suite.getAttribute(attribute).equals(Integer.toString(there))) {
                    complaints.add(attribute + " is " + suite.getAttribute(attribute) + ", and there are " + there);
                }
            });
            return complaints;
        } catch (SAXException | IOException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    static Document parse(byte[] xml) throws SAXException, IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Schema schema() {
        try {
            return SchemaFactory.newDefaultInstance().newSchema(JunitCheck.class.getResource("/junit/testsuites.xsd"));
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
    }
}
