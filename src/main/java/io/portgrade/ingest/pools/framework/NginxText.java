package io.portgrade.ingest.pools.framework;

import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * nginx configuration, whole or in part: the {@code upstream} whose {@code server} is the pool's destination, and the
 * directives of the proxy that decide about keep-alive, wherever they stand.
 */
final class NginxText implements PoolText {

    private static final int HTTP_PORT = 80;
    private static final Set<String> OF_PROXY = Set.of("proxy_http_version", "proxy_set_header");

    @Override
    public List<StatedSetting> parse(String text, Destination destination, Diagnostics diagnostics) {
        Blocks blocks = new Blocks(destination, diagnostics);
        NginxDirective.read(text, blocks::begin, blocks::directive, blocks::end);
        return blocks.settings();
    }

    /** One upstream block. */
    private static final class Upstream {

        private final String name;
        private final List<StatedSetting> settings = new ArrayList<>();
        private boolean ours;

        Upstream(String name) {
            this.name = name;
        }
    }

    private static final class Blocks {

        private final Destination destination;
        private final Diagnostics diagnostics;
        private final List<Upstream> upstreams = new ArrayList<>();
        private final List<StatedSetting> ofProxy = new ArrayList<>();
        private final Deque<Optional<Upstream>> open = new ArrayDeque<>();

        Blocks(Destination destination, Diagnostics diagnostics) {
            this.destination = destination;
            this.diagnostics = diagnostics;
        }

        void begin(NginxDirective block) {
            Optional<Upstream> upstream = Optional.empty();
            if (block.name().equals("upstream")) {
                upstream = Optional.of(new Upstream(block.argument(0)));
                upstreams.add(upstream.get());
            }
            open.push(upstream);
        }

        void end() {
            open.poll();
        }

        void directive(NginxDirective directive) {
            Optional<Upstream> upstream = open.isEmpty() ? Optional.empty() : open.peek();
            if (upstream.isPresent()) {
                inUpstream(upstream.get(), directive);
            } else if (OF_PROXY.contains(directive.name())) {
                ofProxy(directive);
            }
        }

        private void inUpstream(Upstream upstream, NginxDirective directive) {
            SourceLocation place = diagnostics.place(directive.line());
            if (!directive.name().equals("server")) {
                upstream.settings.add(new StatedSetting(directive.name(), directive.argument(0), place));
            } else if (isOurs(directive.argument(0))) {
                upstream.ours = true;
                directive
                        .find("max_conns=")
                        .ifPresent(most -> upstream.settings.add(new StatedSetting("max_conns", most, place)));
            }
        }

        private void ofProxy(NginxDirective directive) {
            SourceLocation place = diagnostics.place(directive.line());
            if (directive.name().equals("proxy_http_version")) {
                add(new StatedSetting(directive.name(), directive.argument(0), place));
            } else if (directive.argument(0).equalsIgnoreCase("Connection")) {
                add(new StatedSetting(NginxUpstream.CONNECTION, directive.argument(1), place));
            }
        }

        private void add(StatedSetting setting) {
            for (StatedSetting earlier : ofProxy) {
                if (earlier.name().equals(setting.name())
                        && !String.valueOf(earlier.value()).equals(setting.value())) {
                    diagnostics.add(Diagnostic.at(
                            setting.place(), setting.name() + " is set to something else above: the last one stands"));
                    break;
                }
            }
            ofProxy.removeIf(earlier -> earlier.name().equals(setting.name()));
            ofProxy.add(setting);
        }

        private boolean isOurs(String address) {
            int colon = address.lastIndexOf(':');
            boolean hasPort = colon > address.lastIndexOf(']');
            String port = hasPort ? address.substring(colon + 1) : String.valueOf(HTTP_PORT);
            String host = hasPort ? address.substring(0, colon) : address;
            return port.equals(String.valueOf(destination.port()))
                    && new Destination(host, destination.port(), destination.protocol()).equals(destination);
        }

        List<StatedSetting> settings() {
            List<StatedSetting> settings = new ArrayList<>(ofProxy);
            chosen().ifPresent(upstream -> settings.addAll(upstream.settings));
            return settings;
        }

        private Optional<Upstream> chosen() {
            Optional<Upstream> ours =
                    upstreams.stream().filter(upstream -> upstream.ours).findFirst();
            if (ours.isPresent() || upstreams.isEmpty()) {
                if (ours.isEmpty()) {
                    diagnostics.ofWhole(
                            "holds no upstream block: without one, nginx keeps no connection before 1.29.7");
                }
                return ours;
            }
            Upstream first = upstreams.get(0);
            diagnostics.ofWhole("no upstream has a server " + Excerpt.unquoted(destination.toString()) + ": "
                    + Excerpt.of(first.name) + " is taken");
            return Optional.of(first);
        }
    }
}
