package io.portgrade.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.finding.Evidence;
import io.portgrade.report.AuditReport;
import io.portgrade.report.ReportedFinding;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingPlaceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roles/net/90-net.conf       | roles/net/90-net.conf",
                "./90-net.conf               | 90-net.conf",
                ".//././d/90-net.conf        | d/90-net.conf",
                "../90-net.conf              | ../90-net.conf",
                "./                          | ./",
                "/etc/sysctl.d/90 net.conf   | file:///etc/sysctl.d/90%20net.conf",
                "//server/share              | file:///server/share",
                "C:\\fw\\rules.txt           | file:///C:/fw/rules.txt",
                "firewall[0]                 | firewall%5B0%5D",
                "javascript:alert(1)         | javascript%3Aalert(1)",
                "a%2e?b#c                    | a%252e%3Fb%23c",
                "é                           | %C3%A9",
                "\ud800                      | %5Cud800"
            })
    void sourceIsAReferenceThatNothingMisreads(String source, String uri) {
        assertThat(new FindingPlace(source, 1).uri()).isEqualTo(uri);
        assertThat(URI.create(uri)).hasToString(uri);
    }

    @Test
    void readersLookForAPathFromTheRootOfTheRepository() {
        assertThat(new FindingPlace("./d/90-net.conf", 1).path()).isEqualTo("d/90-net.conf");
        assertThat(new FindingPlace("./d/90-net.conf", 1)).hasToString("./d/90-net.conf:1");
        assertThat(new FindingPlace("/etc/sysctl.conf", 1).path()).isEqualTo("/etc/sysctl.conf");
    }

    @Test
    void aLineOfAFileIsBeforeALineOfASectionAndThatBeforeNone() {
        Evidence nowhere = new Evidence("a", "1", "roles/a.conf", null);
        Evidence section = new Evidence("b", "1", "sysctl", 7);
        Evidence file = new Evidence("c", "1", "roles/c.conf", 3);

        assertThat(FindingPlace.of(finding(nowhere, section, file))).isEqualTo(new FindingPlace("roles/c.conf", 3));
        assertThat(FindingPlace.of(finding(nowhere, section))).isEqualTo(new FindingPlace("sysctl", 7));
        assertThat(FindingPlace.of(finding(nowhere)).lineOrFirst()).isOne();
        assertThat(FindingPlace.of(finding())).isEqualTo(new FindingPlace("host", null));
    }

    private static ReportedFinding finding(Evidence... evidence) {
        AuditReport report = TestReports.clean();
        ReportedFinding any = report.findings().get(0);
        return new ReportedFinding(
                any.rule(),
                any.severity(),
                any.title(),
                any.explanation(),
                List.of(evidence),
                any.remediation(),
                any.fingerprint(),
                null);
    }
}
