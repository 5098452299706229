package io.portgrade.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.portgrade.report.AuditReport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JsonRenderingTest {

    private static final JsonMapper BY_ANNOTATIONS = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final JsonRendering rendering = new JsonRendering();

    /** Whatever a report holds, fields included that are new since this was written. */
    @Property(tries = 500)
    void writesWhatTheAnnotationsSay(@ForAll long seed) throws JsonProcessingException {
        AuditReport report = new RandomRecords(seed).of(AuditReport.class);

        assertThat(new String(rendering.render(report), UTF_8))
                .isEqualTo(new String(BY_ANNOTATIONS.writeValueAsBytes(report), UTF_8));
    }
}
