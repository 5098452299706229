package io.portgrade.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portgrade.ingest.AuditRequest;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchivesTest {

    private static final String ROOT = "sosreport-web-17-2026-11-28-abcdefg/";
    private static final String SYSCTL = ROOT + "sos_commands/kernel/sysctl_-a";
    private static final byte[] REPORT = new Tarball().file(SYSCTL, Http.SYSCTL).tar();
    private static final Bounds BOUNDS = new Bounds(64 << 20, 1000, 1 << 20, 2 << 20, 250, 72 << 20);

    private final BodyBudget budget = new BodyBudget(8 << 20);
    private final Archives archives = new Archives(BOUNDS, budget);

    record Bounds(long unpacked, int maxEntries, long entry, long kept, int maxRatio, long xz)
            implements HttpLimits.Archive {

        @Override
        public MemorySize maxSize() {
            return size(1 << 20);
        }

        @Override
        public MemorySize maxUnpackedSize() {
            return size(unpacked);
        }

        @Override
        public MemorySize maxEntrySize() {
            return size(entry);
        }

        @Override
        public MemorySize maxKeptSize() {
            return size(kept);
        }

        @Override
        public MemorySize maxXzMemory() {
            return size(xz);
        }

        private static MemorySize size(long bytes) {
            return new MemorySize(BigInteger.valueOf(bytes));
        }
    }

    @Test
    void plainAndPackedAreReadAlike() {
        for (byte[] archive : List.of(REPORT, Tarball.gzip(REPORT), Tarball.xz(REPORT))) {
            assertThat(archives.read(archive).request().sysctl()).isEqualTo(Http.SYSCTL);
        }
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void tarOfBeforePosixIsRead() {
        byte[] old = REPORT.clone();
        Arrays.fill(old, 257, 265, (byte) 0); // no magic, so that the sum changes
        long sum = 8 * 32;
        for (int i = 0; i < 512; i++) {
            sum += i >= 148 && i < 156 ? 0 : old[i] & 0xFF;
        }
        byte[] octal = String.format("%06o\0 ", sum).getBytes(UTF_8);
        System.arraycopy(octal, 0, old, 148, octal.length);

        assertThat(archives.read(old).request().sysctl()).isEqualTo(Http.SYSCTL);
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
        refuses(new Tarball().file(name, "net.ipv4.tcp_tw_reuse = 1\n").tar(), ProblemType.NOTHING_READABLE, "of 1, is read");
    }

    @Test
    void linksAndDevicesArePassedOver() {
        Tarball tarball = new Tarball();
        for (byte type : new byte[] {
            TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO
        }) {
            tarball.special("etc/sysctl.d/" + (char) type + ".conf", type, "/etc/passwd");
        }
        AuditRequest request = archives.read(tarball.file(SYSCTL, Http.SYSCTL).tar()).request();

        assertThat(request.files()).isEmpty();
        assertThat(request.sysctl()).isEqualTo(Http.SYSCTL);
    }

    @Test
    void hugeMemberIsRefusedByItsHeader() {
        refuses(Tarball.header("var/log/big", 10L << 30), ProblemType.ARCHIVE_TOO_LARGE, "MAX_UNPACKED_SIZE");
        refuses(Tarball.gzip(Tarball.header("var/log/big", 10L << 30)), ProblemType.ARCHIVE_TOO_LARGE, "MAX_UNPACKED_SIZE");
    }

    @Test
    void bombsAreRefusedByTheBoundTheyBreak() {
        byte[] zeros = new byte[40 << 20];
        byte[] bomb = new Tarball().file("var/log/a", zeros).file(SYSCTL, Http.SYSCTL).tar();
        refuses(Tarball.gzip(bomb), ProblemType.ARCHIVE_TOO_LARGE, "MAX_RATIO");
        refuses(Tarball.xz(bomb), ProblemType.ARCHIVE_TOO_LARGE, "MAX_RATIO");
        refuses(
                new Tarball().file(SYSCTL, new byte[(1 << 20) + 1]).gzip(), ProblemType.ARCHIVE_TOO_LARGE, "MAX_ENTRY_SIZE");
        refuses(manyOf(1001, 0), ProblemType.ARCHIVE_TOO_LARGE, "MAX_ENTRIES");
        refuses(manyOf(3, 1 << 20), ProblemType.ARCHIVE_TOO_LARGE, "MAX_KEPT_SIZE");
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
                .isThrownBy(() -> new Archives(narrow, budget).read(archive))
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

        refuses(bytes.toByteArray(), ProblemType.ARCHIVE_TOO_LARGE, "name or the attributes");
    }

    @Test
    void memoryOfXzIsBounded() {
        Bounds narrow = new Bounds(64 << 20, 1000, 1 << 20, 2 << 20, 250, 100 << 10);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new Archives(narrow, budget).read(Tarball.xz(REPORT)))
                .withMessageContaining("MAX_XZ_MEMORY");
    }

    @Test
    void emptyXzBlocksCannotAskForMemoryForEver() {
        byte[] nothing = Tarball.xz(new byte[] {1});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < 200; i++) {
            bytes.writeBytes(nothing); // a dictionary of 1 MiB for one byte
        }

        refuses(bytes.toByteArray(), ProblemType.ARCHIVE_TOO_LARGE, "bytes of memory");
    }

    @Test
    void budgetIsTakenAndGivenBack() {
        BodyBudget none = new BodyBudget(10);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new Archives(BOUNDS, none).read(REPORT))
                .matches(problem -> problem.type() == ProblemType.OVERLOADED);
        assertThat(none.heldBytes()).isZero();
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
        refuses(HexFormat.of().parseHex(hex.strip()), ProblemType.MALFORMED_ARCHIVE, message);
    }

    @Test
    void nothingAndNestedAreRefusedWithTheRemedy() {
        refuses(new byte[0], ProblemType.EMPTY_BODY, "--data-binary");
        refuses(Tarball.gzip(new byte[0]), ProblemType.NOTHING_READABLE, "no members");
        refuses(Tarball.gzip(new byte[1024]), ProblemType.NOTHING_READABLE, "no members");
        refuses(Tarball.gzip(Http.SYSCTL.getBytes(UTF_8)), ProblemType.MALFORMED_ARCHIVE, "holds no tar");
        refuses(Tarball.gzip(new byte[600]), ProblemType.NOTHING_READABLE, "no members");
        refuses(Tarball.gzip(Tarball.xz(new byte[9000])), ProblemType.MALFORMED_ARCHIVE, "(gzip) holds no tar");
        refuses(
                new Tarball().file("sos-collector/web-17.tar.xz", REPORT).tar(),
                ProblemType.NOTHING_READABLE,
                "web-17.tar.xz");
    }

    @Test
    void whatIsCutShortIsRefused() {
        byte[] report = new Tarball().file("etc/a", new byte[5000]).file(SYSCTL, Http.SYSCTL.repeat(50)).tar();
        for (byte[] archive : List.of(report, Tarball.gzip(report), Tarball.xz(report))) {
            for (int length : new int[] {archive.length / 2, 7 * archive.length / 16 + 3}) {
                refuses(Arrays.copyOf(archive, length), ProblemType.MALFORMED_ARCHIVE, "send it again");
            }
        }
    }

    @Property(tries = 500)
    void anyChangeOfBytesIsReadOrRefused(
            @ForAll @IntRange(max = 2) int packing,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 40_000) Integer> places,
            @ForAll byte value) {
        byte[] packed = packing == 0 ? REPORT.clone() : packing == 1 ? Tarball.gzip(REPORT) : Tarball.xz(REPORT);
        for (int place : places) {
            packed[place % packed.length] = value;
        }
        readsOrRefuses(packed);
    }

    @Property(tries = 500)
    void anyHeaderOfTarIsReadOrRefused(@ForAll @Size(max = 600) byte[] header, @ForAll boolean summed) {
        byte[] tar = Arrays.copyOf(header, 4096);
        if (summed) {
            long sum = 8 * 32;
            for (int i = 0; i < 512; i++) {
                sum += i >= 148 && i < 156 ? 0 : tar[i] & 0xFF;
            }
            System.arraycopy(String.format("%06o\0 ", sum).getBytes(UTF_8), 0, tar, 148, 8);
        }
        readsOrRefuses(tar);
        readsOrRefuses(Tarball.gzip(tar));
    }

    @Property(tries = 500)
    void anyAttributesOfPaxAreReadOrRefused(
            @ForAll("paxKeys") String key, @ForAll @StringLength(max = 30) @CharRange(from = '!', to = '~') String value) {
        String record = key + "=" + value + "\n";
        byte[] records = ((record.length() + (record.length() < 97 && record.length() > 6 ? 3 : 2)) + " " + record).getBytes(UTF_8);
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        tar.writeBytes(Tarball.header("x", records.length, TarConstants.LF_PAX_EXTENDED_HEADER_LC));
        tar.writeBytes(Arrays.copyOf(records, 512));
        tar.writeBytes(REPORT);

        readsOrRefuses(tar.toByteArray());
    }

    @Provide
    Arbitrary<String> paxKeys() {
        return Arbitraries.of(
                "path", "size", "mtime", "uid", "linkpath", "SCHILY.devmajor", "SCHILY.filetype", "GNU.sparse.size",
                "GNU.sparse.major", "GNU.sparse.minor", "GNU.sparse.map", "GNU.sparse.offset", "GNU.sparse.realsize");
    }

    private void readsOrRefuses(byte[] archive) {
        try {
            archives.read(archive);
        } catch (ProblemException refused) {
            assertThat(refused.type().status()).isBetween(400, 499);
        }
        assertThat(budget.heldBytes()).isZero();
    }

    private static byte[] manyOf(int count, int size) {
        Tarball tarball = new Tarball();
        for (int i = 0; i < count; i++) {
            tarball.file("etc/sysctl.d/" + i + ".conf", new byte[size]);
        }
        return tarball.tar();
    }

    private void refuses(byte[] archive, ProblemType type, String message) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> archives.read(archive))
                .withMessageContaining(message)
                .satisfies(problem -> assertThat(problem.type()).isEqualTo(type));
        assertThat(budget.heldBytes()).isZero();
    }
}
