package io.portgrade.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portgrade.ingest.AuditRequest;
import io.portgrade.ingest.AuditRequest.SubmittedFile;
import io.portgrade.ingest.SnapshotReader;
import io.portgrade.ingest.settings.SettingKeyTable;
import io.portgrade.ingest.text.SubmittedText;
import io.portgrade.render.JsonRendering;
import io.portgrade.report.AuditReport;
import java.util.List;
import java.util.Map;

class AuditFuzz {

    private static final SnapshotReader READER = new SnapshotReader(SettingKeyTable.standard());
    private static final JsonRendering RENDERING = new JsonRendering();

    /** Each of four sections, and the request as a whole, reports its first hundred and little more. */
    private static final int MAX_DIAGNOSTICS = 5 * 104;

    /** The texts of sysctl, a file, sockets and limits, with form feeds between them. */
    @DictionaryEntries({
        "kernel.ostype = Linux",
        "kernel.osrelease = 6.8.0-45-generic",
        "net.ipv4.ip_local_port_range = 32768 60999",
        "net.ipv4.ip_local_reserved_ports = 8080,9000-9100",
        "net.ipv4.tcp_tw_reuse = 1",
        "net.ipv4.tcp_timestamps = 0",
        "net.ipv4.tcp_fin_timeout = 120",
        "net.ipv4.tcp_max_tw_buckets = 5000",
        "net.netfilter.nf_conntrack_max = 262144",
        "net.inet.ip.portrange.first: 49152",
        "kern.ostype: FreeBSD",
        "Start Port      : 49152",
        "LISTEN 0 128 0.0.0.0:40000 0.0.0.0:*",
        "open files (-n) 1024"
    })
    @FuzzTest(maxDuration = "60s")
    void auditsWhateverTexts(byte[] bytes) {
        String[] texts = new String(bytes, UTF_8).split("\f", 4);
        AuditRequest request = new AuditRequest(
                null,
                SubmittedText.of(texts[0], "sysctl").text(),
                texts.length < 2 ? List.of() : List.of(new SubmittedFile("/etc/sysctl.conf", texts[1])),
                Map.of(),
                List.of(),
                List.of(),
                texts.length < 3 ? null : texts[2],
                texts.length < 4 ? null : texts[3],
                null);

        AuditReport report = TestAudits.audit(READER.read(request).snapshot(), "default");

        assertThat(report.diagnostics()).hasSizeLessThanOrEqualTo(MAX_DIAGNOSTICS);
        assertThat(report.score()).isBetween(0, 100);
        assertThat(RENDERING.render(report)).isNotEmpty();
    }
}
