package io.portgrade.render.html;

import io.portgrade.render.LogLine;
import io.quarkus.qute.Expression;
import io.quarkus.qute.RawString;
import io.quarkus.qute.ResultMapper;
import io.quarkus.qute.TemplateNode.Origin;

/**
 * Makes any text HTML that shows it: in an element, or in an attribute in double quotes. What a reader would not see or
 * what would rearrange the line, such as escape sequences of terminals and directions of writing, is shown by its name; what
 * acts on a job of GitHub Actions that prints the page, by a reference.
 */
final class VisibleHtml implements ResultMapper {

    @Override
    public boolean appliesTo(Origin origin, Object result) {
        return !(result instanceof RawString);
    }

    @Override
    public String map(Object result, Expression expression) {
        return of(result.toString());
    }

    static String of(String text) {
        StringBuilder html = new StringBuilder(text.length() + 16);
        text.replace("\r\n", "\n").codePoints().forEach(c -> append(html, c));
        String harmless = LogLine.inMarkup(html.toString());
        // A number sign of the template may stand before it, as in a link to a place of the page.
        return harmless.startsWith("#[") ? "&#35;" + harmless.substring(1) : harmless;
    }

    private static void append(StringBuilder html, int c) {
        switch (c) {
            case '&' -> html.append("&amp;");
            case '<' -> html.append("&lt;");
            case '>' -> html.append("&gt;");
            case '"' -> html.append("&quot;");
            case '\'' -> html.append("&#39;");
            case '\n', '\t' -> html.append((char) c);
            default -> html.append(visible(c));
        }
    }

    private static String visible(int c) {
        return isUnseen(Character.getType(c)) ? String.format("\u2039U+%04X\u203A", c) : Character.toString(c);
    }

    private static boolean isUnseen(int type) {
        return switch (type) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
