package io.portgrade.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portgrade.audit.TestAudits;
import io.portgrade.ingest.AuditRequest;
import io.portgrade.ingest.SnapshotReader;
import io.portgrade.ingest.settings.SettingKeyTable;
import io.portgrade.render.JsonRendering;
import io.portgrade.report.AuditReport;

class JsonBodyFuzz {

    private static final SnapshotReader READER = new SnapshotReader(SettingKeyTable.standard());
    private static final JsonRendering RENDERING = new JsonRendering();

    @DictionaryEntries({
        "{\"host\":{\"name\":\"a\",\"os\":\"linux\",\"kernel\":\"6.8.0\"},",
        "\"labels\":{\"role\":\"proxy\"}",
        "\"addresses\":[\"192.0.2.10\"]",
        "\"sysctl\":\"net.ipv4.ip_local_port_range = 32768\\t60999\\n\"",
        "\"files\":[{\"path\":\"/etc/sysctl.conf\",\"content\":\"",
        "\"settings\":{\"net.ipv4.tcp_fin_timeout\":\"15\"}",
        "\"firewall\":[{\"content\":\"*filter\"}]",
        "\"pools\":[{\"name\":\"a\",\"framework\":\"hikaricp\",\"settings\":{\"maximumPoolSize\":20}",
        "\"destination\":{\"host\":\"10.0.5.12\",\"port\":5432,\"protocol\":\"tcp\"}",
        "\"instances\":4,\"requestsPerSecond\":500,\"closedBy\":\"client\"",
        "\"connectionSeconds\":1e308",
        "\"socketOptions\":[\"SO_REUSEADDR\"]",
        "\"limits\":\"* soft nofile 1024\""
    })
    @FuzzTest(maxDuration = "60s")
    void auditsOrRefusesWhateverBytes(byte[] bytes) {
        AuditRequest request;
        try {
            request = JsonBody.request(bytes);
        } catch (ProblemException refused) {
            assertThat(refused.type().status()).isEqualTo(400);
            assertThat(refused.detail()).isNotBlank();
            return;
        }
        if (request.validate().isEmpty()) {
            AuditReport report = TestAudits.audit(READER.read(request).snapshot(), "default");
            assertThat(RENDERING.render(report)).isNotEmpty();
        }
    }
}
