package io.portgrade.render;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.module.blackbird.BlackbirdModule;
import io.portgrade.report.AuditReport;
import io.portgrade.report.Rendering;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The report itself, as the API describes it. */
@Singleton
public final class JsonRendering implements Rendering {

    private static final int BLOCK_LENGTH = 4_096;

    private final JsonMapper mapper = JsonMapper.builder()
            .addModule(new BlackbirdModule())
            .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            .build();

    @Override
    public String id() {
        return "json";
    }

    @Override
    public String mediaType() {
        return "application/json";
    }

    @Override
    public byte[] render(AuditReport report) {
        ByteArrayBuilder bytes = new ByteArrayBuilder(BLOCK_LENGTH);
        try (JsonGenerator generator = mapper.createGenerator(bytes)) {
            JsonOutput json = new JsonOutput(generator);
            json.object(report, new ReportFields(json)::write);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return LogLine.inJson(bytes.toByteArray());
    }
}
