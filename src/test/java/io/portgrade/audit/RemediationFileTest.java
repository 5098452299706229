package io.portgrade.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.ingest.AuditRequest;
import io.portgrade.ingest.AuditRequest.SubmittedFile;
import io.portgrade.ingest.SnapshotReader;
import io.portgrade.ingest.settings.SettingKeyTable;
import io.portgrade.report.AuditReport;
import io.portgrade.report.RemediationSteps.ConfigurationFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of a remediation, put beside those that were submitted, brings the grade that was promised. */
class RemediationFileTest {

    private static final String BAD =
            "net.ipv4.tcp_timestamps = 0\nnet.ipv4.tcp_tw_reuse = 1\nnet.ipv4.tcp_fin_timeout = 75\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/sysctl.conf",
                "/etc/sysctl.d/10-net.conf",
                "/etc/sysctl.d/99-zz-portgrade.conf",
                "deploy/sysctl.d/99-zz-portgrade.conf",
                "/etc/sysctl.d/99-zzz.conf",
                "/etc/sysctl.d/zzz.conf",
                "/run/sysctl.d/zzzzzz.conf",
                "deploy/sysctl/~net.conf",
                "C:\\hosts\\zzz.conf",
                "/etc/sysctl.d/zz{{ lookup('pipe','id>x') }}.conf",
                "/etc/sysctl.d/zz: x #.conf",
                "sysctl.txt",
                "files/sysctl.conf",
                "files/web-sysctl.j2",
                "configs/zz-net.CONF",
                "configs/zz-net",
                "/etc/sysctl.d/übertragung.conf",
                "/etc/sysctl.d/日本.conf",
                "/etc/sysctl.d/~~~~.conf",
                "/etc/sysctl.d/ü $(id)`id`'x.conf"
            })
    void wins(String path) {
        SubmittedFile bad = new SubmittedFile(path, BAD);
        AuditReport before = audit(List.of(bad));
        ConfigurationFile file = before.remediation().steps().file();

        SubmittedFile put = new SubmittedFile(file.path(), file.content());
        AuditReport after = audit(path.endsWith("/99-zz-portgrade.conf") ? List.of(put) : List.of(bad, put));

        assertThat(before.findings()).isNotEmpty();
        assertThat(after.findings()).isEmpty();
        assertThat(after.score()).isEqualTo(before.remediation().scoreAfter());
        assertThat(after.grade()).isEqualTo(before.remediation().gradeAfter());
    }

    private static AuditReport audit(List<SubmittedFile> files) {
        AuditRequest request =
                new AuditRequest(null, null, new ArrayList<>(files), Map.of(), List.of(), List.of(), null, null, null);
        return TestAudits.audit(
                new SnapshotReader(SettingKeyTable.standard()).read(request).snapshot(), "default");
    }
}
