package io.portgrade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HarmlessLinesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "plain~plain",
                "::error::a~\\u003a:error::a",
                " \u00a0\u2003::error::a~ \u00a0\u2003\\u003a:error::a",
                "a::b~a::b",
                "a ##[error]b~a #\\u0023[error]b",
                "a\u001b[31m\u009b2J~a\\u001b[31m\\u009b2J",
            })
    void aLineActsOnNothing(String line, String harmless) {
        StringWriter told = new StringWriter();
        try (PrintWriter lines = new PrintWriter(new HarmlessLines(told))) {
            lines.print("a\n" + line.charAt(0));
            lines.print(line.substring(1) + "\r\n" + line);
        }
        assertThat(told).hasToString("a\n" + harmless + "\r\n" + harmless + "\n");
    }
}
