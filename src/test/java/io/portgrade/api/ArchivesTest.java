package io.portgrade.api;

import static io.portgrade.api.BoundedArchives.REPORT;
import static io.portgrade.api.BoundedArchives.SYSCTL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portgrade.ingest.AuditRequest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of an archive, and what is none. */
class ArchivesTest {

    private final BoundedArchives archives = new BoundedArchives();

    @Test
    void plainAndPackedAreReadAlike() {
        for (byte[] archive : List.of(REPORT, Tarball.gzip(REPORT), Tarball.xz(REPORT))) {
            assertThat(archives.read(archive).sysctl()).isEqualTo(Http.SYSCTL);
        }
    }

    @Test
    void tarOfBeforePosixIsRead() {
        byte[] old = REPORT.clone();
        Arrays.fill(old, 257, 265, (byte) 0);
        Tarball.sum(old);

        assertThat(archives.read(old).sysctl()).isEqualTo(Http.SYSCTL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../etc/sysctl.conf",
                "/etc/sysctl.conf",
                "sosreport/../etc/sysctl.conf",
                "../../etc/sysctl.d/a.conf",
                "/sos_commands/kernel/sysctl_-a",
                "a/b/etc/sysctl.conf",
                "etc/sysctl.d/../shadow.conf"
            })
    void namesThatLeadOutAreOfNothing(String name) {
        archives.refuses(
                new Tarball().file(name, "net.ipv4.tcp_tw_reuse = 1\n").tar(),
                ProblemType.NOTHING_READABLE,
                "of 1, is read");
    }

    @Test
    void linksToWhatIsNoSettingAndDevicesArePassedOver() {
        Tarball tarball = new Tarball().special("hostname", TarConstants.LF_SYMLINK, "sos_commands/host/hostname");
        for (byte type : new byte[] {TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO}) {
            tarball.special("etc/sysctl.d/" + (char) type + ".conf", type, "/etc/passwd");
        }
        AuditRequest request = archives.read(tarball.file(SYSCTL, Http.SYSCTL).tar());

        assertThat(request.files()).isEmpty();
        assertThat(request.sysctl()).isEqualTo(Http.SYSCTL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "425a6839314159 | is bzip2",
                "504b030414 | is zip",
                "28b52ffd | is zstd",
                "8c0d04 | encrypted by gpg",
                "00 | not an archive",
                "7b7d | not an archive"
            })
    void otherKindsAreNamed(String hex, String message) {
        archives.refuses(HexFormat.of().parseHex(hex.strip()), ProblemType.MALFORMED_ARCHIVE, message);
    }

    @Test
    void nothingAndNestedAreRefusedWithTheRemedy() {
        archives.refuses(new byte[0], ProblemType.EMPTY_BODY, "--data-binary");
        archives.refuses(Tarball.gzip(new byte[0]), ProblemType.NOTHING_READABLE, "no members");
        archives.refuses(Tarball.gzip(new byte[1024]), ProblemType.NOTHING_READABLE, "no members");
        archives.refuses(Tarball.gzip(Http.SYSCTL.getBytes(UTF_8)), ProblemType.MALFORMED_ARCHIVE, "holds no tar");
        archives.refuses(Tarball.gzip(new byte[600]), ProblemType.NOTHING_READABLE, "no members");
        archives.refuses(
                Tarball.gzip(Tarball.xz(new byte[9000])), ProblemType.MALFORMED_ARCHIVE, "(gzip) holds no tar");
        archives.refuses(
                new Tarball().file("sos-collector/web-17.tar.xz", REPORT).tar(),
                ProblemType.NOTHING_READABLE,
                "web-17.tar.xz");
    }

    @Test
    void whatIsCutShortIsRefused() {
        byte[] report = new Tarball()
                .file("etc/a", new byte[5000])
                .file(SYSCTL, Http.SYSCTL.repeat(50))
                .tar();
        for (byte[] archive : List.of(report, Tarball.gzip(report), Tarball.xz(report))) {
            for (int length : new int[] {archive.length / 2, 7 * archive.length / 16 + 3}) {
                archives.refuses(Arrays.copyOf(archive, length), ProblemType.MALFORMED_ARCHIVE, "send it again");
            }
        }
        for (byte[] archive : List.of(Tarball.gzip(report), Tarball.xz(report))) {
            archives.refuses(
                    Arrays.copyOf(archive, archive.length - 4), ProblemType.MALFORMED_ARCHIVE, "send it again");
        }
    }

    /** As gzip and xz themselves unpack them. */
    @Test
    void streamsOneAfterAnotherAreOne() {
        int middle = REPORT.length / 2;
        byte[] first = Arrays.copyOf(REPORT, middle);
        byte[] second = Arrays.copyOfRange(REPORT, middle, REPORT.length);

        assertThat(archives.read(joined(Tarball.gzip(first), Tarball.gzip(second)))
                        .sysctl())
                .isEqualTo(Http.SYSCTL);
        assertThat(archives.read(joined(Tarball.xz(first), Tarball.xz(second))).sysctl())
                .isEqualTo(Http.SYSCTL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"size=-1", "size=99999999999999999999", "size=5000000", "size=x", "path=../../etc/sysctl.conf"})
    void attributesThatLieAreRefused(String attribute) {
        byte[] record = (attribute.length() + 4 + " " + attribute + "\n").getBytes(UTF_8);
        byte[] lying = joined(
                joined(
                        Tarball.header("x", record.length, TarConstants.LF_PAX_EXTENDED_HEADER_LC),
                        Arrays.copyOf(record, 512)),
                REPORT);

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> archives.read(lying));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
