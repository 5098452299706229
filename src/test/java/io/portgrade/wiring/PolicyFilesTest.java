package io.portgrade.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portgrade.policy.PolicyException;
import io.portgrade.policy.PolicyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an operator's policies may lie on a disk. */
class PolicyFilesTest {

    @TempDir
    Path folder;

    @Test
    void hiddenFilesArePassedOver() throws IOException {
        Path policies = Files.createDirectories(folder.resolve("policies"));
        Files.writeString(policies.resolve("mine.yaml"), "name: mine");
        Files.writeString(policies.resolve(".mine.yaml"), "name: mine");
        assertThat(PolicyFiles.read(folder))
                .extracting(PolicyFile::path)
                .filteredOn(path -> path.contains("mine"))
                .containsExactly(policies.resolve("mine.yaml").toString());
    }

    @Test
    void anotherEncodingIsRefusedAtItsLine() throws IOException {
        Path file = Files.createDirectories(folder.resolve("policies")).resolve("mine.yaml");
        Files.write(file, "name: mine\nsummary: h\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> PolicyFiles.read(folder))
                .withMessage(file + ":2: not UTF-8: save the file in this encoding");
    }
}
