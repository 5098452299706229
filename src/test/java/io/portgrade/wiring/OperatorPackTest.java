package io.portgrade.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.audit.TestAudits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorPackTest {

    @TempDir
    Path folder;

    @Test
    void anEmptyFolderIsDoubtful() {
        assertThat(pack().isDoubtful()).isTrue();
        assertThat(pack().inWords())
                .isEqualTo("read from " + folder + ": 0 rules (<topic>/<name>/rule.drl), 0 policies (policies/*.yaml)");
    }

    @Test
    void policiesThatNothingReadsAreNamed() throws IOException {
        write("policies/mine.yaml");
        assertThat(pack().isDoubtful()).isFalse();
        assertThat(pack().inWords()).endsWith("1 policy (policies/*.yaml)");
        write("policies/below/other.yaml");
        write("policy/one.YML");
        write("mine.yaml");
        write("README.md");
        assertThat(pack().isDoubtful()).isTrue();
        assertThat(pack().inWords()).endsWith("; not read: mine.yaml, policies/below/other.yaml, policy/one.YML");
    }

    private OperatorPack pack() {
        return OperatorPack.of(folder, TestAudits.RULES.catalogue());
    }

    private void write(String path) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), "name: mine\n");
    }
}
