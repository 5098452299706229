package io.portgrade.ingest.sockets;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.snapshot.Listener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SocketListingPropertiesTest {

    private record Place(String address, int port) {}

    @Property
    void neverThrows(@ForAll String text) {
        assertThat(SocketListing.parse(text, "sockets").sockets().listeners())
                .allMatch(SocketListingPropertiesTest::isValid);
    }

    @Property
    void neverThrowsOnWhatLooksLikeAListing(@ForAll("listings") List<String> lines) {
        ParsedSockets parsed = SocketListing.parse(String.join("\n", lines), "sockets");
        assertThat(parsed.sockets().listeners()).allMatch(SocketListingPropertiesTest::isValid);
        assertThat(parsed.recognisedLines()).isBetween(0, lines.size());
        assertThat(parsed.diagnostics()).allSatisfy(diagnostic -> {
            assertThat(diagnostic.line())
                    .satisfiesAnyOf(
                            line -> assertThat(line).isNull(),
                            line -> assertThat(line).isBetween(1, lines.size()));
            assertThat(diagnostic.message()).hasSizeLessThan(200);
        });
    }

    @Property
    void neverThrowsWhereverAListingIsCut(@ForAll("files") String file, @ForAll Random random) throws IOException {
        String text = SocketListingTest.listing(file);
        String cut = text.substring(0, random.nextInt(text.length() + 1));
        assertThat(places(text)).containsAll(places(cut));
    }

    @Property
    void theOrderOfLinesChangesNothing(@ForAll("listings") List<String> lines, @ForAll Random random) {
        List<String> shuffled = new ArrayList<>(lines);
        Collections.shuffle(shuffled, random);
        assertThat(places(String.join("\n", shuffled))).isEqualTo(places(String.join("\n", lines)));
    }

    @Property
    void theOrderOfLinesOfAListingChangesNothing(@ForAll("files") String file, @ForAll Random random)
            throws IOException {
        String text = SocketListingTest.listing(file);
        List<String> lines = new ArrayList<>(text.lines().toList());
        Collections.shuffle(lines, random);
        assertThat(places(String.join("\n", lines))).isEqualTo(places(text));
    }

    @Provide
    Arbitrary<List<String>> listings() {
        Arbitrary<String> words = Arbitraries.of(
                "tcp",
                "tcp4",
                "tcp6",
                "TCP",
                "udp",
                "unix",
                "LISTEN",
                "LISTENING",
                "ABHÖREN",
                "ESTAB",
                "TIME_WAIT",
                "0",
                "128",
                "*:22",
                "*.22",
                "[::]:443",
                "[::1]%lo:53",
                ":::80",
                "*:*",
                "*.*",
                "0.0.0.0:0",
                "::1.8080",
                "0.0.0.0:70000",
                "[",
                "]",
                ":",
                ".",
                "%",
                "*",
                "Active",
                "Proto",
                "Recv-Q",
                "State",
                "users:((",
                "$",
                "\t",
                "\u0000",
                "\uD800");
        return words.list()
                .ofMaxSize(8)
                .map(line -> String.join(" ", line))
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.of(
                "ss-tan",
                "ss-tuan",
                "ss-tlnp-wrapped",
                "ss-an",
                "netstat-an-linux",
                "netstat-an-freebsd",
                "netstat-an-macos",
                "netstat-ano-windows",
                "netstat-an-windows-german");
    }

    private static boolean isValid(Listener listener) {
        return listener.port() >= 1
                && listener.port() <= 65_535
                && !listener.address().isBlank();
    }

    private static Set<Place> places(String text) {
        return SocketListing.parse(text, "sockets").sockets().listeners().stream()
                .map(listener -> new Place(listener.address(), listener.port()))
                .collect(toSet());
    }
}
