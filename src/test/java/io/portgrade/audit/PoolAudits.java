package io.portgrade.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portgrade.ingest.AuditRequest;
import io.portgrade.ingest.SnapshotReader;
import io.portgrade.ingest.settings.SettingKeyTable;
import io.portgrade.report.AuditReport;
import io.portgrade.report.ReportedFinding;
import io.portgrade.snapshot.HostSnapshot;

/** Audits of a Linux host with the pools that a test is about, as they stand in a request. */
final class PoolAudits {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SnapshotReader READER =
            new SnapshotReader(SettingKeyTable.with(TestAudits.RULES.catalogue().namedSettings()));

    private PoolAudits() {}

    static ReportedFinding finding(String rule, String pools) throws JsonProcessingException {
        return audit(pools).findings().stream()
                .filter(finding -> finding.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    static AuditReport audit(String pools) throws JsonProcessingException {
        return TestAudits.audit(host(pools), "default");
    }

    static HostSnapshot host(String pools) throws JsonProcessingException {
        AuditRequest request = JSON.readValue("""
                {"host": {"name": "web-17", "os": "linux", "kernel": "6.8.0-45-generic"},
                 "sysctl": "net.ipv4.ip_local_port_range = 32768 60999",
                 "pools": [%s]}""".formatted(pools), AuditRequest.class);
        return READER.read(request).snapshot();
    }
}
