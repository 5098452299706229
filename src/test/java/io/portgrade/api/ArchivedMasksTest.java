package io.portgrade.api;

import static io.portgrade.api.BoundedArchives.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.portgrade.ingest.SnapshotReader;
import io.portgrade.ingest.settings.SettingKeyTable;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SettingKeys;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of settings masks those of its name in weaker directories, be it empty or a link. */
class ArchivedMasksTest {

    private static final String VENDOR = ROOT + "usr/lib/sysctl.d/50-vendor.conf";
    private static final String LOCAL = ROOT + "etc/sysctl.d/50-vendor.conf";
    private static final String TEXT = "net.ipv4.tcp_timestamps = 0\n";

    private final BoundedArchives archives = new BoundedArchives();

    @ParameterizedTest
    @MethodSource
    void vendorsFileIsMasked(Tarball host) {
        Reading reading = read(host);

        assertThat(reading.timestamps()).isEmpty();
        assertThat(reading.ofArchive()).isEmpty();
        assertThat(reading.ofFiles())
                .singleElement()
                .returns("/usr/lib/sysctl.d/50-vendor.conf", Diagnostic::source)
                .extracting(Diagnostic::message)
                .asString()
                .contains("/etc/sysctl.d/50-vendor.conf", "masks it");
    }

    static Stream<Arguments> vendorsFileIsMasked() {
        return Stream.of(
                argumentSet("empty", vendor().file(LOCAL, "")),
                argumentSet("blank", vendor().file(LOCAL, " \n")),
                argumentSet("link to the null device", link(LOCAL, "/dev/null")),
                argumentSet("the same as sos writes it", link(LOCAL, "../../dev/null")));
    }

    @Test
    void weakerLinkMasksNothing() {
        Tarball host = new Tarball().file(LOCAL, TEXT).special(VENDOR, TarConstants.LF_SYMLINK, "/dev/null");

        assertThat(read(host).timestamps()).contains("0");
    }

    @Test
    void linkInAnotherDirectoryThanItsTargetIsOfThatName() {
        Tarball host = link(ROOT + "etc/sysctl.d/60-vendor.conf", "/dev/null");

        assertThat(read(host).timestamps()).contains("0");
    }

    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_SYMLINK, TarConstants.LF_LINK})
    void linkThatIsNotFollowedMasksAndIsTold(byte type) {
        Tarball host = vendor().special(LOCAL, type, "../../opt/tuning.conf").file(ROOT + "opt/tuning.conf", TEXT);
        Reading reading = read(host);

        assertThat(reading.timestamps()).isEmpty();
        assertThat(reading.ofArchive())
                .singleElement()
                .returns("/etc/sysctl.d/50-vendor.conf", Diagnostic::source)
                .extracting(Diagnostic::message)
                .asString()
                .contains(
                        "\"../../opt/tuning.conf\"",
                        "not followed",
                        "not known",
                        "takes the place",
                        "send what it leads to");
    }

    /** Debian and Red Hat load the main file by a link; others have it the other way round. */
    @Test
    void linkToTheMainFileIsThatFile() {
        Tarball host = new Tarball()
                .file(ROOT + "etc/sysctl.conf", TEXT)
                .special(ROOT + "etc/sysctl.d/99-sysctl.conf", TarConstants.LF_SYMLINK, "../sysctl.conf");
        Tarball reversed = new Tarball()
                .file(ROOT + "etc/sysctl.d/99-sysctl.conf", TEXT)
                .special(ROOT + "etc/sysctl.conf", TarConstants.LF_SYMLINK, "sysctl.d/99-sysctl.conf");

        for (Tarball either : new Tarball[] {host, reversed}) {
            Reading reading = read(either);
            assertThat(reading.timestamps()).contains("0");
            assertThat(reading.ofFiles()).isEmpty();
            assertThat(reading.ofArchive()).isEmpty();
        }
    }

    @Test
    void linkToAMainFileThatIsNotThereIsTold() {
        Tarball host =
                vendor().special(ROOT + "etc/sysctl.d/99-sysctl.conf", TarConstants.LF_SYMLINK, "../sysctl.conf");

        assertThat(read(host).ofArchive())
                .extracting(Diagnostic::source)
                .containsExactly("/etc/sysctl.d/99-sysctl.conf");
    }

    @Test
    void laterOfTheSameNameStandsBeItALinkOrAFile() {
        Tarball link = new Tarball().file(LOCAL, TEXT).special(LOCAL, TarConstants.LF_SYMLINK, "/dev/null");
        Tarball file = new Tarball()
                .special(LOCAL, TarConstants.LF_SYMLINK, "/dev/null")
                .file(LOCAL, TEXT);

        assertThat(read(link.file(ROOT + "hostname", "web-17\n")).timestamps()).isEmpty();
        assertThat(read(file).timestamps()).contains("0");
    }

    @Test
    void linksAloneAreNothingToRead() {
        archives.refuses(
                new Tarball()
                        .special(LOCAL, TarConstants.LF_SYMLINK, "/dev/null")
                        .tar(),
                ProblemType.NOTHING_READABLE,
                "of 1, is read");
    }

    @Test
    void manyLinksAreBound() {
        Tarball host = new Tarball();
        for (int i = 0; i < 900; i++) {
            host.special(
                    ROOT + "etc/sysctl.d/" + "a".repeat(2000) + i + ".conf", TarConstants.LF_SYMLINK, "a".repeat(90));
        }

        archives.refuses(host.tar(), ProblemType.ARCHIVE_TOO_LARGE, "MAX_KEPT_SIZE");
    }

    private static Tarball vendor() {
        return new Tarball().file(VENDOR, TEXT);
    }

    private static Tarball link(String name, String target) {
        return vendor().special(name, TarConstants.LF_SYMLINK, target);
    }

    /** @param ofArchive what was said before any file was parsed */
    private record Reading(HostSnapshot host, List<Diagnostic> ofArchive) {

        Optional<String> timestamps() {
            return host.settings().find(SettingKeys.TIMESTAMPS).map(Setting::value);
        }

        List<Diagnostic> ofFiles() {
            return host.diagnostics();
        }
    }

    private Reading read(Tarball host) {
        ReadBody body = archives.readBody(host.tar());
        SnapshotReader reader = new SnapshotReader(SettingKeyTable.standard());
        return new Reading(reader.read(body.request()).snapshot(), body.diagnostics());
    }
}
