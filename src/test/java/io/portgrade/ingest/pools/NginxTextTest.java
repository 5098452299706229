package io.portgrade.ingest.pools;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.Pool;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether nginx keeps connections to an upstream, by the directives in force where requests are passed to it. */
class NginxTextTest {

    private static final String UPSTREAM = "upstream api { server 10.0.0.5:8080; keepalive 64; }\n";
    private static final String KEEP = "proxy_http_version 1.1; proxy_set_header Connection \"\"; ";
    private static final String UNKNOWN = "unknown";

    private final PoolReader reader = new PoolReader();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "location / { KEEP proxy_pass http://api; }                                             | true",
                "location / { KEEP proxy_pass https://API/v1; }                                         | true",
                "location / { KEEP proxy_set_header Host $host; proxy_pass http://api; }                | true",
                "http { KEEP server { location / { proxy_pass http://api; } } }                         | true",
                "http { server { location / { proxy_pass http://api; } } KEEP }                         | true",
                "KEEP server { location / { proxy_pass http://api; } }                                  | true",
                "server { KEEP location / { location /a { if ($b) { proxy_pass http://api; } } } }      | true",
                "KEEP location / { proxy_set_header Host $host; proxy_pass http://api; }                | false",
                "http { KEEP server { proxy_set_header A b; location / { proxy_pass http://api; } } }   | false",
                "location / { proxy_pass http://api; } location /ws { KEEP proxy_pass http://ws; }      | false",
                "location / { proxy_set_header Connection ''; proxy_pass http://api; }                  | false",
                "location / { proxy_http_version 1.1; proxy_pass http://api; }                          | false",
                "location / { KEEP proxy_pass http://api; } location /b { KEEP proxy_pass http://api; } | true",
                "location / { KEEP proxy_pass http://api; } location /b { proxy_pass http://api; }      | unknown",
                "location / { proxy_pass http://api; } location /b { proxy_pass http://api; }           | false",
                "location / { include headers; proxy_pass http://api; }                                 | unknown",
                "location / { KEEP include headers; proxy_pass http://api; }                            | true",
                "KEEP location / { include headers; proxy_pass http://api; }                            | unknown",
                "location / { KEEP proxy_pass http://$backend; }                                        | true",
                "location / { KEEP proxy_pass http://ws; }                                              | unknown",
                "location / { fastcgi_keep_conn on; include fastcgi_params; fastcgi_pass api; }                | true",
                "http { fastcgi_keep_conn on; server { location / { fastcgi_pass api; } } }             | true",
                "location / { KEEP fastcgi_pass api; }                                                  | false",
                "location / { fastcgi_pass api; } location /b { fastcgi_keep_conn on; fastcgi_pass b; } | false",
                "location / { grpc_pass grpc://api; }                                                   | true",
                "location / { memcached_pass api; }                                                     | true",
                "location / { KEEP uwsgi_pass api; }                                                    | false",
                "location / { KEEP scgi_pass api; }                                                     | false",
                "stream { server { listen 81; proxy_pass api; } }                                       | false",
                "KEEP                                                                                   | true",
                "''                                                                                     | unknown",
            })
    void keepsAlive(String text, String kept) {
        assertThat(kept(UPSTREAM + text.replace("KEEP", KEEP), Map.of())).isEqualTo(kept);
    }

    @Test
    void aHeaderThatALevelDoesNotInheritIsSaid() {
        kept(UPSTREAM + KEEP + "\nlocation / {\n proxy_set_header Host $host;\n proxy_pass http://api;\n}", Map.of());

        assertThat(reader.diagnostics())
                .extracting(Diagnostic::line, Diagnostic::message)
                .singleElement()
                .hasToString("(1, \"keepalive: without effect: the proxy asks for a connection a request, set"
                        + " proxy_http_version 1.1 and proxy_set_header Connection \"\" where it passes to the upstream: a"
                        + " level with a proxy_set_header of its own takes none of those around it\")");
    }

    @Test
    void whatIsNotToldIsSaidWithWhatWouldTellIt() {
        String two = "location / { " + KEEP + "proxy_pass http://api; }\nlocation /b { proxy_pass http://api; }";
        assertSays(
                two,
                "proxy_set_header Connection: not all that pass to \"api\" are known to keep connections, line 3 is"
                        + " not: set there what keeps them, or send only what most requests take");
        assertSays(
                "location / {\n include headers;\n proxy_pass http://api; }",
                "proxy_set_header Connection: \"headers\" is"
                        + " included and may set it: write its text in the place of include");
        assertSays(
                "",
                "proxy_set_header Connection: nothing in the text passes to \"api\": send the location that does,"
                        + " with the server and http directives around it");
        assertSays(
                "location / {" + KEEP + "proxy_pass http://$x; }",
                "passes to a variable, which is taken to be \"api\"");
    }

    @ParameterizedTest
    @CsvSource({"conf.d/keep.conf, unknown", "nginx.conf, false"})
    void inADumpAFileOfDirectivesStandsWhereItIsIncluded(String last, String kept) {
        String dump = "# configuration file /etc/nginx/nginx.conf:\nhttp { include conf.d/*; }\n"
                + "# configuration file /etc/nginx/conf.d/api.conf:\n" + UPSTREAM
                + "server { location / { proxy_pass http://api; } }\n# configuration file /etc/nginx/" + last + ":\n";
        assertThat(kept(dump + (last.equals("nginx.conf") ? "" : KEEP), Map.of()))
                .isEqualTo(kept);
    }

    @Test
    void settingsDecideWhatTheTextLeavesOpen() {
        Map<String, Object> settings = Map.of("proxy_http_version", "1.1", "proxy_set_header Connection", "");
        assertThat(kept(UPSTREAM, settings)).isEqualTo("true");
        assertThat(kept("location / {" + KEEP + "proxy_pass http://10.0.0.5:8080; }", Map.of("keepalive", 8)))
                .isEqualTo("true");
    }

    @Test
    void manyLevelsAndPassesTakeNoTime() {
        assertThat(kept(UPSTREAM + "a { proxy_pass http://api; ".repeat(9_000), Map.of()))
                .isEqualTo("false");
        assertThat(kept(UPSTREAM + "a;".repeat(40_000) + "a{proxy_pass http://api;}".repeat(6_000), Map.of()))
                .isEqualTo("false");
    }

    @ParameterizedTest(name = "{0}: said {1}")
    @CsvSource({"16, true", "auto, true", "1, false"})
    void workersCount(String workers, boolean said) {
        kept("worker_processes " + workers + "; http { " + UPSTREAM + " }", Map.of());
        assertThat(reader.diagnostics().stream().anyMatch(told -> told.message().contains("worker_processes")))
                .isEqualTo(said);
    }

    private void assertSays(String text, String message) {
        kept(UPSTREAM + text, Map.of());
        assertThat(reader.diagnostics()).extracting(Diagnostic::message).contains(message);
    }

    private String kept(String text, Map<String, Object> settings) {
        Pool pool = reader.read(List.of(PoolTextTest.submitted("nginx-upstream", "10.0.0.5", 8080, text, settings)))
                .get(0);
        Boolean kept = Objects.requireNonNull(pool.settings()).keepAlive();
        return kept == null ? UNKNOWN : kept.toString();
    }
}
