package io.portgrade.api;

import static io.portgrade.api.BoundedArchives.REPORT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
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

/** Whatever the bytes, an archive is read or refused as the client's fault. */
class ArchivePropertiesTest {

    private final BoundedArchives archives = new BoundedArchives();

    @Property(tries = 500)
    void anyChangeOfBytesIsReadOrRefused(
            @ForAll @IntRange(max = 2) int packing,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 40_000) Integer> places,
            @ForAll byte value) {
        byte[] packed = packing == 0 ? REPORT.clone() : packing == 1 ? Tarball.gzip(REPORT) : Tarball.xz(REPORT);
        for (int place : places) {
            packed[place % packed.length] = value;
        }
        archives.readsOrRefuses(packed);
    }

    @Property(tries = 500)
    void anyHeaderOfTarIsReadOrRefused(@ForAll @Size(max = 600) byte[] header, @ForAll boolean summed) {
        byte[] tar = Arrays.copyOf(header, 4096);
        if (summed) {
            Tarball.sum(tar);
        }
        archives.readsOrRefuses(tar);
        archives.readsOrRefuses(Tarball.gzip(tar));
    }

    @Property(tries = 500)
    void anyAttributesOfPaxAreReadOrRefused(
            @ForAll("paxKeys") String key,
            @ForAll @StringLength(max = 30) @CharRange(from = '!', to = '~') String value) {
        String record = key + "=" + value + "\n";
        byte[] records = ((record.length() + (record.length() < 97 && record.length() > 6 ? 3 : 2)) + " " + record)
                .getBytes(UTF_8);
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        tar.writeBytes(Tarball.header("x", records.length, TarConstants.LF_PAX_EXTENDED_HEADER_LC));
        tar.writeBytes(Arrays.copyOf(records, 512));
        tar.writeBytes(REPORT);

        archives.readsOrRefuses(tar.toByteArray());
    }

    @Provide
    Arbitrary<String> paxKeys() {
        return Arbitraries.of(
                "path",
                "size",
                "mtime",
                "uid",
                "linkpath",
                "SCHILY.devmajor",
                "SCHILY.filetype",
                "GNU.sparse.size",
                "GNU.sparse.major",
                "GNU.sparse.minor",
                "GNU.sparse.map",
                "GNU.sparse.offset",
                "GNU.sparse.realsize");
    }
}
