package io.portgrade.ingest.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits of which one takes the place of another, or bounds it. */
class OverridingLimitsTest {

    /** What systemctl cat prints: a unit and what is put over it; {@code |} ends a line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "# /usr/lib/systemd/system/a.service|[Service]|LimitNOFILE=1024|"
                        + "# /etc/systemd/system/a.service.d/b.conf|[Service]|LimitNOFILE=65535; SOFT 65535 @6, HARD 65535 @6",
                "# /usr/lib/systemd/system/a.service|[Service]|LimitNOFILE=1024|"
                        + "# /etc/systemd/system/a.service.d/b.conf|[Service]|LimitNOFILE=|LimitNOFILE=1:2; SOFT 1 @7, HARD 2 @7",
                "# /usr/lib/systemd/system/a.service|[Service]|LimitNOFILE=65535|"
                        + "# /etc/systemd/system/a.service.d/b.conf|[Service]|LimitNOFILE=; ''",
                "[Service]|LimitNOFILE=65535|[Service]|LimitNOFILE=; ''",
                "[Service]|LimitNOFILE=1024|# raised|LimitNOFILE=65535; SOFT 65535 @4, HARD 65535 @4",
                "# /usr/lib/systemd/system/a.service|[Service]|LimitNOFILE=1024|"
                        + "# /usr/lib/systemd/system/service.d/b.conf|[Service]|LimitNOFILE=65535; SOFT 65535 @6, HARD 65535 @6",
                "# /usr/lib/systemd/system/a@.service|[Service]|LimitNOFILE=1024|"
                        + "# /etc/systemd/system/a@1.service.d/b.conf|[Service]|LimitNOFILE=65535; SOFT 65535 @6, HARD 65535 @6",
                "# /usr/lib/systemd/system/a.service|LimitNOFILE=1024|# /usr/lib/systemd/system/b.service|LimitNOFILE=65535;"
                        + " SOFT 1024 @2, HARD 1024 @2, SOFT 65535 @4, HARD 65535 @4",
                "# /etc/systemd/system.conf|[Manager]|DefaultLimitNOFILE=1024|"
                        + "# /etc/systemd/system.conf.d/b.conf|[Manager]|DefaultLimitNOFILE=9:99; SOFT 9 @6, HARD 99 @6",
                "[Manager]|DefaultLimitNOFILE=9:99|[Service]|LimitNOFILE=7; SOFT 7 @4, HARD 7 @4",
                "# /usr/lib/systemd/system/a.service|LimitNOFILE=7|# /etc/systemd/system.conf|DefaultLimitNOFILE=1;"
                        + " SOFT 7 @2, HARD 7 @2",
                "DefaultLimitNOFILE=99|DefaultLimitNOFILESoft=9; HARD 99 @1, SOFT 9 @2",
                "==> /usr/lib/systemd/system/a.service <==|LimitNOFILE=1024|==> /etc/systemd/system/a.service.d/b.conf <==|"
                        + "LimitNOFILE=7; SOFT 7 @4, HARD 7 @4",
                "$ systemctl cat a|# /usr/lib/systemd/system/a.service|LimitNOFILE=1024|$ systemctl show a|LimitNOFILE=9|"
                        + "LimitNOFILESoft=7; SOFT 1024 @3, HARD 1024 @3, HARD 9 @5, SOFT 7 @6",
                "# /usr/lib/systemd/system/a.service|LimitNOFILE=1024|LimitNOFILE=9|LimitNOFILESoft=7; HARD 9 @3, SOFT 7 @4",
            })
    void theLastAssignmentOfAUnitWins(String lines, String limits) {
        ParsedLimits parsed = LimitsText.parse(lines.replace('|', '\n'), "limits");
        assertThat(String.join(
                        ", ",
                        parsed.limits().stream()
                                .map(limit -> LimitsTextTest.text(limit).replace("process ", ""))
                                .toList()))
                .isEqualTo(limits);
        assertThat(parsed.diagnostics()).isEmpty();
    }

    /** Measured with pam_limits 1.5.2: the session has the hard limit as its soft one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "* soft nofile 65536|* hard nofile 2048; * SOFT 2048 @2, * HARD 2048 @2",
                "* hard nofile 2048|* soft nofile 65536; * SOFT 2048 @1, * HARD 2048 @1",
                "* hard nofile 2048|web soft nofile 65536; web SOFT 2048 @1, * HARD 2048 @1",
                "* hard nofile 2048|root soft nofile 65536; * HARD 2048 @1, root SOFT 65536 @2",
                "* soft nofile 65536|web hard nofile 2048; * SOFT 65536 @1, web SOFT 2048 @2, web HARD 2048 @2",
                "* soft nofile 65536|root hard nofile 2048; * SOFT 65536 @1, root HARD 2048 @2",
                "* soft nofile 1024|web hard nofile 2048; * SOFT 1024 @1, web HARD 2048 @2",
                "* soft nofile 1024|* hard nofile 1024|web - nofile 9; * SOFT 1024 @1, * HARD 1024 @2, web SOFT 9 @3, web HARD 9 @3",
            })
    void theHardLimitOfADomainBoundsItsSoftOne(String lines, String limits) {
        assertThat(LimitsText.parse(lines.replace('|', '\n'), "limits").limits())
                .extracting(LimitsTextTest::text)
                .containsExactly(limits.split(", "));
    }
}
