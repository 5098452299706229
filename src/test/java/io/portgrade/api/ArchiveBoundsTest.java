package io.portgrade.api;

import static io.portgrade.api.BoundedArchives.BOUNDS;
import static io.portgrade.api.BoundedArchives.REPORT;
import static io.portgrade.api.BoundedArchives.ROOT;
import static io.portgrade.api.BoundedArchives.SYSCTL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portgrade.api.BoundedArchives.Bounds;
import io.portgrade.snapshot.Diagnostic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

/** Bombs, and what takes more memory than it may. */
class ArchiveBoundsTest {

    private static final String SS = ROOT + "sos_commands/networking/ss_-peaonmi";
    private static final String NETSTAT = ROOT + "sos_commands/networking/netstat_-W_-neopa";
    private static final byte[] LONG = new byte[(1 << 20) + 1];

    private final BoundedArchives archives = new BoundedArchives();

    @Test
    void hugeMemberIsRefusedByItsHeader() {
        archives.refuses(Tarball.header("var/log/big", 10L << 30), ProblemType.ARCHIVE_TOO_LARGE, "MAX_UNPACKED_SIZE");
        archives.refuses(
                Tarball.gzip(Tarball.header("var/log/big", 10L << 30)),
                ProblemType.ARCHIVE_TOO_LARGE,
                "MAX_UNPACKED_SIZE");
    }

    @Test
    void sparseMemberIsRefusedWhateverItStates() {
        byte[] header = Tarball.header(SYSCTL, 0, TarConstants.LF_GNUTYPE_SPARSE);
        System.arraycopy("00000000000\0".getBytes(UTF_8), 0, header, 386, 12);
        System.arraycopy("120000000000".getBytes(UTF_8), 0, header, 483, 12); // 10 GiB when unpacked
        Tarball.sum(header);

        archives.refuses(Arrays.copyOf(header, 2048), ProblemType.MALFORMED_ARCHIVE, "sparse");
    }

    @Test
    void bombsAreRefusedByTheBoundTheyBreak() {
        byte[] zeros = new byte[40 << 20];
        byte[] bomb =
                new Tarball().file("var/log/a", zeros).file(SYSCTL, Http.SYSCTL).tar();
        archives.refuses(Tarball.gzip(bomb), ProblemType.ARCHIVE_TOO_LARGE, "MAX_RATIO");
        archives.refuses(Tarball.xz(bomb), ProblemType.ARCHIVE_TOO_LARGE, "MAX_RATIO");
        archives.refuses(
                new Tarball().file(SYSCTL, new byte[(1 << 20) + 1]).gzip(),
                ProblemType.ARCHIVE_TOO_LARGE,
                "MAX_ENTRY_SIZE");
        archives.refuses(manyOf(1001, 0), ProblemType.ARCHIVE_TOO_LARGE, "MAX_ENTRIES");
        archives.refuses(manyOf(3, 1 << 20), ProblemType.ARCHIVE_TOO_LARGE, "MAX_KEPT_SIZE");
    }

    @Test
    void longListingGivesWayToAnother() {
        Tarball host = new Tarball().file(SYSCTL, Http.SYSCTL).file(SS, LONG).file(NETSTAT, "netstat");
        ReadBody body = archives.readBody(host.tar());

        assertThat(body.request().sockets()).isEqualTo("netstat");
        assertThat(body.request().sysctl()).isEqualTo(Http.SYSCTL);
        assertThat(body.diagnostics())
                .singleElement()
                .returns("sos_commands/networking/ss_-peaonmi", Diagnostic::source)
                .extracting(Diagnostic::message)
                .asString()
                .contains(
                        "1048577 bytes, more than 1048576",
                        "\"sos_commands/networking/netstat_-W_-neopa\" is read in its place",
                        "PORTGRADE_HTTP_ARCHIVE_MAX_ENTRY_SIZE");
    }

    @Test
    void withoutAnotherListingTheSocketsAreNotSent() {
        Tarball host = new Tarball().file(SS, LONG).file(NETSTAT, LONG).file(SYSCTL, Http.SYSCTL);
        ReadBody body = archives.readBody(host.tar());

        assertThat(body.request().sockets()).isNull();
        assertThat(body.diagnostics())
                .extracting(Diagnostic::message)
                .hasSize(2)
                .allMatch(text -> text.contains("no other file of the archive lists the sockets: send"));
    }

    @Test
    void longFilesThatChangeWhatOthersMeanAreRefused() {
        for (String name : List.of(
                "etc/sysctl.d/90-net.conf",
                "etc/sysctl.conf",
                "etc/security/limits.conf",
                "sos_commands/kernel/sysctl_-a",
                "sos_commands/networking/nft_list_ruleset",
                "sos_commands/networking/iptables_-vnxL")) {
            archives.refuses(
                    new Tarball()
                            .file(SYSCTL, Http.SYSCTL)
                            .file(ROOT + name, LONG)
                            .tar(),
                    ProblemType.ARCHIVE_TOO_LARGE,
                    "MAX_ENTRY_SIZE");
        }
        archives.refuses(new Tarball().file(SS, LONG).tar(), ProblemType.ARCHIVE_TOO_LARGE, "MAX_ENTRY_SIZE");
    }

    @Test
    void sumOfMembersIsBoundWhereEachIsSmall() {
        Bounds narrow = new Bounds(1 << 20, 1000, 1 << 20, 1 << 20, 10_000, 72 << 20);
        byte[] archive = new Tarball()
                .file("a", new byte[700_000])
                .file("b", new byte[300_000])
                .file("c", new byte[300_000])
                .gzip();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new BoundedArchives(narrow).read(archive))
                .withMessageContaining("1048576");
    }

    @Test
    void moreThanHeadersAnnounceIsBoundTheSame() throws IOException {
        Bounds narrow = new Bounds(1000, 1000, 1 << 20, 1 << 20, 10_000, 72 << 20);
        MeteredInput metered = new MeteredInput(new ByteArrayInputStream(new byte[2000]), 2000, narrow);

        assertThat(metered.readNBytes(1000)).hasSize(1000);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(metered::read)
                .withMessageContaining("more than 1000 bytes");
    }

    @Test
    void nameThatIsMegabytesLongIsRefused() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Tarball.header("././@LongLink", 20 << 20, TarConstants.LF_GNUTYPE_LONGNAME));
        bytes.writeBytes(new byte[20 << 20]);
        bytes.writeBytes(REPORT);

        archives.refuses(bytes.toByteArray(), ProblemType.ARCHIVE_TOO_LARGE, "name or the attributes");
    }

    @Test
    void memoryOfXzIsBounded() {
        Bounds narrow = new Bounds(64 << 20, 1000, 1 << 20, 2 << 20, 250, 100 << 10);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new BoundedArchives(narrow).read(Tarball.xz(REPORT)))
                .withMessageContaining("MAX_XZ_MEMORY");
    }

    @Test
    void emptyXzBlocksCannotAskForMemoryForEver() {
        byte[] nothing = Tarball.xz(new byte[] {1});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < 200; i++) {
            bytes.writeBytes(nothing); // a dictionary of 1 MiB for one byte
        }

        archives.refuses(bytes.toByteArray(), ProblemType.ARCHIVE_TOO_LARGE, "bytes of memory");
    }

    @Test
    void budgetIsTakenAndGivenBack() {
        BodyBudget none = new BodyBudget(10);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new BoundedArchives(BOUNDS, none).read(REPORT))
                .matches(problem -> problem.type() == ProblemType.OVERLOADED);
    }

    private static byte[] manyOf(int count, int size) {
        Tarball tarball = new Tarball();
        for (int i = 0; i < count; i++) {
            tarball.file("etc/sysctl.d/" + i + ".conf", new byte[size]);
        }
        return tarball.tar();
    }
}
