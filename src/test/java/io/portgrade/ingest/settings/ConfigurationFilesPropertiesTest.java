package io.portgrade.ingest.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What must hold for any files of settings. */
class ConfigurationFilesPropertiesTest {

    private static final String REUSE = "net.ipv4.tcp_tw_reuse = ";

    @Property
    void doesNotDependOnTheOrderOfFiles(@ForAll("sets") List<ConfigurationFile> files, @ForAll Random random) {
        List<ConfigurationFile> shuffled = new ArrayList<>(files);
        Collections.shuffle(shuffled, random);

        assertThat(ConfigurationFilesTest.parse(shuffled).settings())
                .containsExactlyInAnyOrderElementsOf(
                        ConfigurationFilesTest.parse(files).settings());
    }

    @Property
    void readsWhateverFile(@ForAll String path, @ForAll String content) {
        ParsedSettings read = ConfigurationFilesTest.parse(new ConfigurationFile(path, content));

        assertThat(read.diagnostics()).hasSizeLessThanOrEqualTo(101);
    }

    @Provide
    Arbitrary<List<ConfigurationFile>> sets() {
        Arbitrary<String> directories =
                Arbitraries.of("/etc/sysctl.d/", "/run/sysctl.d/", "/usr/lib/sysctl.d/", "/lib/sysctl.d/", "a/", "b/");
        Arbitrary<String> names = Arbitraries.of("10-a.conf", "50-b.conf", "99-sysctl.conf", "c");
        Arbitrary<String> lines = Arbitraries.of(
                REUSE + "0", REUSE + "1", "net.ipv4.tcp_tw_* = 2", "-net.ipv4.tcp_tw_reuse", "net/ipv4/tcp_rfc1337=1");
        Arbitrary<String> contents = lines.list().ofMaxSize(3).map(all -> String.join("\n", all));
        return Combinators.combine(directories, names, contents)
                .as((directory, name, content) -> new ConfigurationFile(directory + name, content))
                .list()
                .uniqueElements(ConfigurationFile::path)
                .ofMaxSize(6);
    }
}
