package io.portgrade.audit;

import static io.portgrade.snapshot.SettingKeys.LOCAL_PORT_RANGE;
import static io.portgrade.snapshot.SettingKeys.TIMESTAMPS;
import static io.portgrade.snapshot.SettingKeys.TW_REUSE;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.ingest.sockets.SocketListing;
import io.portgrade.report.AuditReport;
import io.portgrade.rule.NotAssessed;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Section;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a listing that leaves something out lets the rules about usage say. */
class ListedSocketsTest {

    private static final int MOST_DESTINATIONS = 65_536;

    @Test
    void moreDestinationsThanAreKeptAreNotAssessed() {
        String text = "LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\n"
                + IntStream.range(0, MOST_DESTINATIONS + 3)
                        .mapToObj(i -> "ESTAB 0 0 192.0.2.1:" + (40_000 + i % 100) + " 10." + (i >> 16) + "."
                                + (i >> 8 & 255) + "." + (i & 255) + ":443\n")
                        .collect(joining());

        assertThat(reasons(text))
                .containsExactly(
                        "not parsable: 3 connections left out, there are too many destinations: send what ss -tan prints about"
                                + " the busiest",
                        "not parsable: 3 connections left out, there are too many destinations: send what ss -tan prints about"
                                + " the busiest");
    }

    private static List<String> reasons(String sockets) {
        return audit(sockets).notAssessed().stream()
                .filter(rule -> rule.rule().startsWith("usage/"))
                .map(NotAssessed::reason)
                .toList();
    }

    private static AuditReport audit(String sockets) {
        HostSnapshot host =
                TestAudits.linux("6.8.0", Map.of(LOCAL_PORT_RANGE, "32768\t60999", TIMESTAMPS, "1", TW_REUSE, "0"));
        return TestAudits.audit(
                new HostSnapshot(
                        host.host(),
                        Set.of(Section.SYSCTL, Section.SOCKETS),
                        host.settings(),
                        SocketListing.parse(sockets, "sockets").sockets(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()),
                "default");
    }
}
