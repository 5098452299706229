package io.portgrade.api;

import io.portgrade.ingest.AuditRequest;
import io.portgrade.ingest.text.SubmittedText;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Reads a body that is the output of {@code sysctl -a} or its like. */
final class TextBody {

    private static final String SOURCE = "sysctl";

    private TextBody() {}

    /** @param charset as stated; null when it is to be detected */
    static ReadBody read(byte[] body, @Nullable Charset charset) {
        SubmittedText read = decode(body, charset, SOURCE);
        if (read.text().isBlank()) {
            throw ProblemException.of(
                    ProblemType.EMPTY_BODY,
                    "the body is empty: send the output of sysctl -a, as in sysctl -a | curl -H 'Content-Type:"
                            + " text/plain' --data-binary @- …");
        }
        return new ReadBody(AuditRequest.ofSysctl(read.text()), read.diagnostics());
    }

    static SubmittedText decode(byte[] bytes, @Nullable Charset charset, String source) {
        return charset == null ? SubmittedText.of(bytes, source) : SubmittedText.of(new String(bytes, charset), source);
    }
}
