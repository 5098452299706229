package io.portgrade.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portgrade.report.AuditReport;
import io.portgrade.report.Rendering;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What renderers write, to the byte: {@code ./mvnw test -Dtest=RenderingGoldenTest -Dgolden.update} rewrites it all. */
class RenderingGoldenTest {

    private static final boolean UPDATE = System.getProperty("golden.update") != null;
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<Rendering> RENDERINGS = TestReports.renderings(GoldenReports.catalogue());

    static Stream<Arguments> reports() {
        return RENDERINGS.stream()
                .flatMap(rendering -> Stream.of("proxy", "clean", "hostile")
                        .filter(report -> !(rendering.id().equals("json") && report.equals("hostile")))
                        .map(report -> Arguments.of(named(rendering.id(), rendering), report)));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("reports")
    void isAsReviewed(Rendering rendering, String report) throws IOException {
        String written = readable(rendering, new String(rendering.render(report(report)), UTF_8));
        Path golden = GoldenReports.FOLDER.resolve(report + ending(rendering));
        if (UPDATE) {
            Files.writeString(golden, written);
        }
        assertThat(written).as("-Dgolden.update rewrites %s", golden).isEqualTo(Files.readString(golden));
    }

    private static AuditReport report(String name) {
        return name.equals("hostile")
                ? TestReports.saying(TestReports.HOSTILE, GoldenReports.read("proxy"))
                : GoldenReports.read(name);
    }

    /** JSON as a reviewer wants it; parsed and written again, its values are the same. */
    private static String readable(Rendering rendering, String written) throws IOException {
        return rendering.mediaType().endsWith("json") ? JSON.readTree(written).toPrettyString() + "\n" : written;
    }

    private static String ending(Rendering rendering) {
        return switch (rendering.id()) {
            case "json" -> ".report.json";
            case "sarif" -> ".sarif";
            case "junit" -> ".junit.xml";
            case "gitlab-code-quality" -> ".code-quality.json";
            case "github" -> ".github.txt";
            case "markdown" -> ".md";
            case "text" -> ".txt";
            default -> "." + rendering.id() + ".txt";
        };
    }
}
