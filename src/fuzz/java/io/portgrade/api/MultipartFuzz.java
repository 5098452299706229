package io.portgrade.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

class MultipartFuzz {

    @DictionaryEntries({
        "--b",
        "--b--",
        "Content-Disposition: form-data; name=\"sysctl\"",
        "; name=file; filename=\"/etc/sysctl.conf\"",
        "; filename*=utf-8''",
        "Content-Type: text/plain; charset=utf-16le",
        "name=settings{\"a\":\"b\"}",
        "name=pools[{\"name\":\"a\"}]"
    })
    @FuzzTest(maxDuration = "60s")
    void readsOrRefusesWhateverBytes(byte[] bytes) {
        try {
            List<Part> parts = Multipart.parse(bytes, "b");
            assertThat(parts).hasSizeLessThanOrEqualTo(Multipart.MAX_PARTS);
            assertThat(parts.stream().mapToInt(part -> part.bytes().length).sum())
                    .isLessThanOrEqualTo(bytes.length);
            assertThat(AuditParts.toRequest(parts, MultipartFuzz::refused).diagnostics()).hasSizeLessThanOrEqualTo(2 * parts.size());
        } catch (ProblemException refused) {
            assertThat(refused.type().status()).isBetween(400, 499);
            assertThat(refused.detail()).isNotBlank();
        }
    }

    private static ReadBody refused(byte[] archive) {
        throw ArchiveProblem.noArchive(archive);
    }
}
