package io.portgrade.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's commands, as a user pastes them on a busy host, and where the server is away. */
class ReadmeCommandsTest {

    private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final String README_SERVER = "http://localhost:8080";

    /** More than one argument may have: Linux takes 128 KiB (MAX_ARG_STRLEN, include/uapi/linux/binfmts.h, v6.6). */
    private static final int LONG = 200_000;

    @TempDir
    Path folder;

    private final List<String> bodies = new ArrayList<>();
    private HttpServer server;
    private String url;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
            byte[] page = "echo a page is run\n".getBytes(ISO_8859_1);
            exchange.sendResponseHeaders(404, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whatABusyHostPrintsIsSent() throws IOException {
        for (String tool : List.of("ss", "iptables-save", "ip6tables-save")) {
            script(tool, "head -c " + LONG + " /dev/zero | tr '\\0' x; echo '; of " + tool + "'");
        }
        assertThat(run("ss -tan", url).err()).isEmpty();
        assertThat(bodies).singleElement().asString().contains("name=\"sockets\"\r\n\r\nxxx", "x; of ss\n");
        bodies.clear();
        assertThat(run("iptables-save", url).err()).isEmpty();
        assertThat(bodies)
                .singleElement()
                .asString()
                .contains("name=\"firewall\"\r\n\r\nxxx", "x; of iptables-save\n", "x; of ip6tables-save\n");
    }

    @Test
    void aServerThatIsAwayOrAnotherIsNoticed() throws IOException {
        assertThat(run("collect.sh", "http://127.0.0.1:1").err()).contains("curl: (7)");
        Shell.Result other = run("collect.sh", url);
        assertThat(other.err()).contains("curl: (22)");
        assertThat(other.out()).isEmpty();
    }

    @Test
    void noOtherTextPipesAScriptSilently() throws IOException {
        List<Path> texts = new ArrayList<>(List.of(Path.of("README.md"), Path.of("openapi/openapi.yaml")));
        for (String root : List.of("docs", "src/main", "ansible", "scripts")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                files.filter(Files::isRegularFile).forEach(texts::add);
            }
        }
        for (Path text : texts) {
            assertThat(Files.readString(text, ISO_8859_1))
                    .as("%s", text)
                    .doesNotContainPattern("curl -s [^\n|]*\\.sh \\| sh");
        }
    }

    /** The one block of commands in the README that holds the words. */
    private Shell.Result run(String words, String at) throws IOException {
        List<String> blocks = COMMANDS.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(found -> found.group(1))
                .filter(block -> block.contains(words) && block.contains("curl"))
                .toList();
        assertThat(blocks).as(words).hasSize(1);
        String pasted = blocks.get(0).replace(README_SERVER, at);
        script("sysctl", "echo net.ipv4.tcp_tw_reuse = 1");
        Path commands = Files.writeString(folder.resolve("pasted.sh"), "cd " + folder + "\n" + pasted);
        String path = folder + ":" + System.getenv("PATH");
        return new Shell("sh", List.of("sh")).run(commands, Map.of("PATH", path));
    }

    private void script(String name, String body) throws IOException {
        Path tool = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
    }
}
