package io.portgrade.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class LineBreaksTest {

    /** Bytes beside the break, and those that differ from it in the highest bit. */
    @Property
    void isTheFirstBetweenTheBounds(
            @ForAll @CharRange(from = '\t', to = '\f') @CharRange(from = '\u0089', to = '\u008c') @StringLength(max = 3)
                    String start,
            @ForAll @IntRange(max = 200) int gap,
            @ForAll @CharRange(from = '\t', to = '\f') @StringLength(max = 3) String end,
            @ForAll @IntRange(max = 8) int from,
            @ForAll @IntRange(max = 8) int beforeEnd) {
        String text = start + "x".repeat(gap) + end + "\u008a\u000b".repeat(gap) + end;
        int to = Math.max(from, text.length() - beforeEnd);
        int expected = text.indexOf('\n', from);
        assertThat(LineBreaks.indexOf(text.getBytes(StandardCharsets.ISO_8859_1), from, Math.min(to, text.length())))
                .isEqualTo(expected < Math.min(to, text.length()) ? expected : -1);
    }
}
