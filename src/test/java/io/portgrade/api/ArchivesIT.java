package io.portgrade.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports of sos as submissions. */
@QuarkusTest
class ArchivesIT {

    private static final String AUDITS = "/v1/audits";
    private static final String XZ = "application/x-xz";
    private static final String GZIP = "application/gzip";
    private static final String TAR = "application/x-tar";
    private static final String UNTOLD = "application/octet-stream";
    private static final String ROOT = "sosreport-web-17-2026-11-28-abcdefg/";

    @TestHTTPResource("")
    URI base;

    @Inject
    BodyBudget budget;

    @AfterEach
    void memoryIsGivenBack() {
        assertThat(budget.heldBytes()).isZero();
    }

    @ParameterizedTest
    @MethodSource
    void reportIsAudited(String contentType, byte[] archive) {
        HttpResponse<byte[]> response = http().post(AUDITS, contentType, archive);

        assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(200);
        JsonNode report = Http.json(response);
        assertThat(report.at("/host/name").asText()).isEqualTo("web-17");
        assertThat(report.at("/host/kernel").asText()).isEqualTo("6.1.0-18-amd64");
        assertThat(report.path("findings").findValuesAsText("rule")).contains("reuse/without-timestamps");
        assertThat(report.path("findings").findValuesAsText("source")).contains("/etc/sysctl.d/90-net.conf");
        assertThat(report.path("firewallAnalysis").findValuesAsText("source"))
                .contains("sos_commands/firewall_tables/nft_list_ruleset");
        assertThat(report.path("diagnostics").findValuesAsText("source"))
                .contains("sos_commands/firewall_tables/iptables_-vnxL");
    }

    static Stream<Arguments> reportIsAudited() throws IOException {
        byte[] tar = report().tar();
        return Stream.of(
                Arguments.of(XZ, Tarball.xz(tar)),
                Arguments.of(GZIP, Tarball.gzip(tar)),
                Arguments.of("application/x-gzip", Tarball.gzip(tar)),
                Arguments.of(TAR, tar),
                Arguments.of(UNTOLD, Tarball.xz(tar)),
                Arguments.of(GZIP, Tarball.xz(tar)));
    }

    @Test
    void partsStandBeforeTheReport() throws IOException {
        byte[] archive = report().xz();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(part("host", "", "db-3".getBytes(UTF_8)));
        body.writeBytes(part("sosreport", "; filename=\"sosreport.tar.xz\"", archive));
        body.writeBytes(part("firewall", "", "*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n".getBytes(UTF_8)));
        body.writeBytes("--b--\r\n".getBytes(UTF_8));
        HttpResponse<byte[]> response = http().post(AUDITS, "multipart/form-data; boundary=b", body.toByteArray());

        assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(200);
        JsonNode report = Http.json(response);
        assertThat(report.at("/host/name").asText()).isEqualTo("db-3");
        assertThat(new String(response.body(), UTF_8)).doesNotContain("nft_list_ruleset");
        assertThat(report.path("findings").findValuesAsText("rule")).contains("reuse/without-timestamps");
    }

    @Test
    void archiveMayBeLongerThanOtherBodies() throws IOException {
        byte[] noise = new byte[9 << 20];
        new Random(1).nextBytes(noise);
        HttpResponse<byte[]> response =
                http().post(AUDITS, TAR, report().file(ROOT + "var/log/noise", noise).tar());

        assertThat(response.statusCode()).isEqualTo(200);
        Http.assertProblem(http().post(AUDITS, Http.TEXT, noise), 413, "body-too-large", "MAX_BODY_SIZE");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void archiveIsRefusedWithItsRemedy(
            String name, String contentType, byte[] archive, int status, String type, String remedy) {
        Http.assertProblem(http().post(AUDITS, contentType, archive), status, type, remedy);
    }

    static Stream<Arguments> archiveIsRefusedWithItsRemedy() throws IOException {
        byte[] report = report().tar();
        byte[] bomb = new Tarball().file("var/log/a", new byte[64 << 20]).tar();
        byte[] link = new Tarball().special("etc/sysctl.conf", TarConstants.LF_SYMLINK, "/etc/shadow").tar();
        byte[] above = new Tarball().file("../etc/sysctl.conf", Http.SYSCTL).tar();
        byte[] nested = new Tarball().file("a/web-17.tar.xz", report).tar();
        byte[] huge = Tarball.gzip(Tarball.header("var/log/a", 10L << 30));
        return Stream.of(
                refused("empty", XZ, new byte[0], 400, "empty-body", "--data-binary"),
                refused("text", XZ, "a.b = 1\n".getBytes(UTF_8), 400, "malformed-archive", "send a tar"),
                refused("text of no type", UNTOLD, "a.b = 1\n".getBytes(UTF_8), 415, "unsupported-media-type", "text/plain"),
                refused("bzip2", TAR, "BZh91AY&SY".getBytes(UTF_8), 400, "malformed-archive", "bzip2"),
                refused("cut xz", XZ, half(Tarball.xz(report)), 400, "malformed-archive", "send it again"),
                refused("cut gzip", GZIP, half(Tarball.gzip(report)), 400, "malformed-archive", "send it again"),
                refused("gzip of text", GZIP, Tarball.gzip("a.b = 1\n".getBytes(UTF_8)), 400, "malformed-archive", "no tar"),
                refused("gzip bomb", GZIP, Tarball.gzip(bomb), 413, "archive-too-large", "MAX_RATIO"),
                refused("xz bomb", XZ, Tarball.xz(bomb), 413, "archive-too-large", "MAX_RATIO"),
                refused("10 GB member", GZIP, huge, 413, "archive-too-large", "MAX_UNPACKED_SIZE"),
                refused("name that leads out", TAR, above, 422, "nothing-readable", "sos report"),
                refused("link", TAR, link, 422, "nothing-readable", "sos report"),
                refused("archives in it", TAR, nested, 422, "nothing-readable", "web-17.tar.xz"),
                refused("nothing in it", TAR, new Tarball().file("README", "a").tar(), 422, "nothing-readable", "sysctl_-a"));
    }

    private static Arguments refused(
            String name, String contentType, byte[] archive, int status, String type, String remedy) {
        return Arguments.of(name, contentType, archive, status, type, remedy);
    }

    @Test
    void noiseNeverBreaksTheService() throws IOException {
        Random random = new Random(17);
        List<byte[]> archives = List.of(report().tar(), report().gzip(), report().xz());
        for (int i = 0; i < 150; i++) {
            byte[] archive = archives.get(i % 3).clone();
            for (int change = 0; change <= i % 7; change++) {
                archive[random.nextInt(archive.length)] = (byte) random.nextInt();
            }
            assertThat(http().post(AUDITS, UNTOLD, archive).statusCode())
                    .as("archive %d", i)
                    .isBetween(200, 499);
        }
    }

    @Test
    void serviceAnswersOthersWhileBombsGoOff() {
        byte[] bomb = Tarball.xz(new Tarball().file("var/log/a", new byte[48 << 20]).tar());
        List<CompletableFuture<HttpResponse<byte[]>>> bombs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            bombs.add(http().postAsync(AUDITS, XZ, bomb));
        }

        assertThat(http().post(AUDITS, Http.TEXT, Http.SYSCTL).statusCode()).isEqualTo(200);
        bombs.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(413));
    }

    private static Tarball report() throws IOException {
        String commands = ROOT + "sos_commands/";
        return new Tarball()
                .file(ROOT + "version.txt", "sosreport: 4.9.2\n")
                .special(ROOT + "hostname", TarConstants.LF_SYMLINK, "sos_commands/host/hostname")
                .file(commands + "host/hostname", "web-17\n")
                .file(commands + "kernel/uname_-a", "Linux web-17 6.1.0-18-amd64 #1 SMP Debian 6.1.76-1 x86_64 GNU/Linux\n")
                .file(commands + "kernel/sysctl_-a", Http.SYSCTL)
                .file(commands + "networking/ip_-o_addr", "2: eth0    inet 192.0.2.10/24 brd 192.0.2.255 scope global eth0\n")
                .file(commands + "networking/ss_-peaonmi", resource("/sockets/ss-peaonmi.txt"))
                .file(commands + "firewall_tables/nft_list_ruleset", """
                        table ip filter {
                        	chain INPUT {
                        		type filter hook input priority filter; policy drop;
                        		tcp dport 22 accept
                        		tcp dport 32768-60000 accept
                        	}
                        }
                        """)
                .file(commands + "firewall_tables/iptables_-vnxL", """
                        Chain INPUT (policy DROP 0 packets, 0 bytes)
                            pkts      bytes target     prot opt in     out     source               destination
                        """)
                .file(ROOT + "etc/sysctl.d/90-net.conf", "net.ipv4.tcp_fin_timeout = 120\n")
                .special(ROOT + "etc/sysctl.d/99-sysctl.conf", TarConstants.LF_SYMLINK, "../sysctl.conf")
                .file(ROOT + "etc/security/limits.conf", "* soft nofile 1024\n* hard nofile 524288\n");
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = ArchivesIT.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static byte[] half(byte[] archive) {
        return Arrays.copyOf(archive, archive.length / 2);
    }

    private static byte[] part(String name, String parameters, byte[] content) {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"" + name + "\"" + parameters + "\r\n\r\n")
                .getBytes(ISO_8859_1));
        part.writeBytes(content);
        part.writeBytes("\r\n".getBytes(ISO_8859_1));
        return part.toByteArray();
    }

    private Http http() {
        return new Http(base);
    }
}
