package io.portgrade.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class BatchLinesTest {

    @Test
    void emptyLinesAreCountedAndPassedOver() {
        assertThat(read(100, "a\n\n\r\nb\r\n")).containsExactly("1:a", "4:b\r");
    }

    @Test
    void theLastLineNeedsNoBreak() {
        assertThat(read(100, "a\nb")).containsExactly("1:a", "2:b");
    }

    @Test
    void aLineThatIsTooLongIsNotKept() {
        BatchLines lines = new BatchLines(4);
        lines.add(Buffer.buffer("12345"));
        assertThat(lines.heldBytes()).isZero();
        lines.add(Buffer.buffer("6789"));
        assertThat(lines.heldBytes()).isZero();
        List<BatchLines.Line> ended = lines.add(Buffer.buffer("0\n1234\n"));
        assertThat(ended).extracting(BatchLines.Line::tooLong).containsExactly(true, false);
        assertThat(ended).extracting(BatchLines.Line::number).containsExactly(1L, 2L);
    }

    @Test
    void whatBeganInAnEarlierChunkCountsTwice() {
        BatchLines lines = new BatchLines(1_000_000);
        lines.add(Buffer.buffer("a".repeat(1_000)));
        List<BatchLines.Line> ended = lines.add(Buffer.buffer("b\nc\n"));
        assertThat(ended.get(0).weight() - ended.get(1).weight()).isEqualTo(1_000);
        lines.add(Buffer.buffer("a".repeat(900_000)));
        assertThat(lines.add(Buffer.buffer("\n")).get(0).weight()).isLessThan(100_000);
    }

    @Property
    void chunksMakeNoDifference(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 40) String text,
            @ForAll @IntRange(min = 1, max = 7) int chunk) {
        String lines = text.replace('c', '\n');
        List<String> inChunks = new ArrayList<>();
        BatchLines cut = new BatchLines(5);
        for (int i = 0; i < lines.length(); i += chunk) {
            add(inChunks, cut.add(Buffer.buffer(lines.substring(i, Math.min(lines.length(), i + chunk)))));
        }
        add(inChunks, cut.finish());
        assertThat(inChunks).isEqualTo(read(5, lines));
    }

    private static List<String> read(int limit, String text) {
        List<String> found = new ArrayList<>();
        BatchLines lines = new BatchLines(limit);
        add(found, lines.add(Buffer.buffer(text)));
        add(found, lines.finish());
        return found;
    }

    private static void add(List<String> found, List<BatchLines.Line> lines) {
        lines.forEach(
                line -> found.add(line.number() + ":" + (line.tooLong() ? "too long" : UTF_8.decode(line.json()))));
    }
}
