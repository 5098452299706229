package io.portgrade.render.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.finding.Severity;
import io.portgrade.report.Pages;
import io.portgrade.rule.RuleDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Whatever the submitted text is, a page has the elements and attributes of its template, and shows the text. */
class HostileTextPropertiesTest {

    private static final HtmlRendering RENDERING = new HtmlRendering(Optional.empty());
    private static final HtmlPages PAGES = new HtmlPages();
    private static final List<String> SHAPE = shape(report("harmless"));

    @Property(tries = 300)
    void reportHasTheElementsOfItsTemplate(@ForAll("hostile") String text) {
        String html = new String(RENDERING.render(new ReportSample(any -> text).report()), UTF_8);
        Document page = Jsoup.parse(html);

        assertThat(html).doesNotContain("##[").doesNotContainPattern("(?m)^[\\s\\p{Z}]*::error");
        assertThat(shape(page)).isEqualTo(SHAPE);
        assertThat(page.select("h1").text()).isEqualTo(shown(text));
        assertLinksLeadNowhereElse(page);
    }

    @Property(tries = 200)
    void refusalHasTheElementsOfItsTemplate(@ForAll("hostile") String text) {
        Document page = Jsoup.parse(refusal(text));

        assertThat(shape(page)).isEqualTo(shape(Jsoup.parse(refusal("harmless"))));
        assertLinksLeadNowhereElse(page);
    }

    /** Markdown makes elements, but none that runs or loads anything, and no link to a script. */
    @Property(tries = 300)
    void rulePageRunsNothing(@ForAll("hostile") String text) {
        RuleDescription rule = new RuleDescription(
                "topic/name",
                text,
                Severity.LOW,
                List.of(),
                List.of(),
                Set.of(),
                "# Title\n\n" + text + "\n\n[a](" + text + ") ![b](" + text + ")\n\n" + text,
                RuleDescription.Origin.OPERATOR);
        Document page = Jsoup.parse(PAGES.rule(rule));

        assertThat(page.select("script, style, iframe, object, embed, base, form"))
                .hasSize(2);
        page.getAllElements()
                .forEach(element -> element.attributes()
                        .forEach(attribute -> assertThat(attribute.getKey())
                                .doesNotStartWith("on")
                                .isNotEqualTo("style")));
        page.select("a[href]")
                .forEach(link -> assertThat(link.attr("href").strip().toLowerCase(Locale.ROOT))
                        .doesNotStartWith("javascript:")
                        .doesNotStartWith("data:")
                        .doesNotStartWith("vbscript:"));
    }

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> fragments = Arbitraries.of(
                "<script>alert(1)</script>",
                "\" onmouseover=\"alert(1)",
                "' autofocus onfocus='alert(1)",
                "</title></style></script>",
                "--><svg onload=alert(1)>",
                "javascript:alert(1)",
                "<b>",
                "&lt;img src=x onerror=alert(1)&gt;",
                "&#60;script&#62;",
                "{assets.script.raw}",
                "{#include start.html /}",
                "]]>",
                "\u202E\u2066\u200B",
                "\u001B[31m",
                "\u0000\u0008\u009B\r",
                "\uD800",
                "\uD83D\uDE00",
                "/",
                "#",
                "`",
                "[x](javascript:alert(1))",
                "##[error]a",
                "##",
                "[b]",
                "\n ::error::c",
                "=cmd|' /C calc'!A0");
        return Arbitraries.oneOf(fragments, Arbitraries.strings().ofMaxLength(12))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(parts -> String.join("", parts))
                .filter(text -> !text.isEmpty());
    }

    private static Document report(String text) {
        return Jsoup.parse(new String(RENDERING.render(new ReportSample(any -> text).report()), UTF_8));
    }

    private static String refusal(String text) {
        return PAGES.refusal(new Pages.Refusal(400, text, text, List.of(new Pages.Complaint(text, text))));
    }

    private static String shown(String text) {
        return Jsoup.parse("<h1>" + VisibleHtml.of(text) + "</h1>").select("h1").text();
    }

    /** Each element and the names of its attributes, in their order. */
    private static List<String> shape(Document page) {
        page.select("span.read:not(:has(*))").remove(); // depends on whether a line says what was read from it
        for (Element neighbour : page.select(".excerpt li:not(:has(mark))")) { // as many as the text has lines
            assertThat(neighbour.getAllElements()).extracting(Element::tagName).isSubsetOf("li", "span", "code");
            neighbour.remove();
        }
        List<String> shape = new ArrayList<>();
        for (Element element : page.getAllElements()) {
            shape.add(element.tagName()
                    + element.attributes().asList().stream()
                            .map(Attribute::getKey)
                            .toList());
        }
        return shape;
    }

    private static void assertLinksLeadNowhereElse(Document page) {
        page.select("a[href], form[action]")
                .forEach(link -> assertThat(link.hasAttr("href") ? link.attr("href") : link.attr("action"))
                        .matches("(?s)/|#.*|/rules.*"));
    }
}
