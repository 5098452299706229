package io.portgrade.ingest.pools.framework;

import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * nginx configuration, whole or in part: the {@code upstream} whose {@code server} is the pool's destination, and how what
 * passes requests to it is set to speak.
 */
final class NginxText implements PoolText {

    private static final int HTTP_PORT = 80;

    @Override
    public List<StatedSetting> parse(String text, Destination destination, Diagnostics diagnostics) {
        return new Reading(NginxBlock.read(text), destination, diagnostics).settings();
    }

    private record Reading(List<NginxBlock> levels, Destination destination, Diagnostics diagnostics) {

        List<StatedSetting> settings() {
            sayThatWorkersCount();
            NginxPasses passes = new NginxPasses(levels, diagnostics);
            Optional<NginxBlock> upstream = upstream();
            List<StatedSetting> settings =
                    new ArrayList<>(upstream.map(found -> passed(found, passes)).orElseGet(passes::toAny));
            upstream.ifPresent(found -> found.directives().forEach(each -> read(each, settings)));
            return settings;
        }

        private List<StatedSetting> passed(NginxBlock upstream, NginxPasses passes) {
            NginxDirective opening = upstream.opening();
            return upstream.isOfStream()
                    ? List.of(
                            new StatedSetting(NginxPass.STREAM, opening.argument(0), diagnostics.place(opening.line())))
                    : passes.to(opening.argument(0));
        }

        /** Each worker keeps connections of its own: ngx_http_upstream_module, keepalive and max_conns. */
        private void sayThatWorkersCount() {
            levels.get(0).directives("worker_processes").stream()
                    .filter(workers -> !workers.argument(0).equals("1"))
                    .findFirst()
                    .ifPresent(workers -> diagnostics.at(
                            workers.line(),
                            "each of the worker_processes has connections of its own: state how many there are as instances,"
                                    + " which are 1 when left out"));
        }

        private void read(NginxDirective directive, List<StatedSetting> settings) {
            SourceLocation place = diagnostics.place(directive.line());
            if (!directive.name().equals("server")) {
                settings.add(new StatedSetting(directive.name(), directive.argument(0), place));
            } else if (isOurs(directive)) {
                directive
                        .find("max_conns=")
                        .ifPresent(most -> settings.add(new StatedSetting("max_conns", most, place)));
            }
        }

        private Optional<NginxBlock> upstream() {
            List<NginxBlock> upstreams =
                    levels.stream().filter(NginxBlock::isUpstream).toList();
            if (upstreams.isEmpty() && levels.stream().anyMatch(NginxBlock::isOfStream)) {
                return Optional.empty();
            }
            if (upstreams.isEmpty()) {
                diagnostics.ofWhole("holds no upstream block: without one, nginx keeps no connection before 1.29.7");
                return Optional.empty();
            }
            Optional<NginxBlock> ours = upstreams.stream()
                    .filter(upstream -> upstream.directives("server").stream().anyMatch(this::isOurs))
                    .findFirst();
            if (ours.isEmpty()) {
                NginxBlock first = upstreams.get(0);
                diagnostics.ofWhole("no upstream has a server " + Excerpt.unquoted(destination.toString()) + ": "
                        + Excerpt.of(first.opening().argument(0)) + " is taken");
                return Optional.of(first);
            }
            return ours;
        }

        private boolean isOurs(NginxDirective server) {
            String address = server.argument(0);
            int colon = address.lastIndexOf(':');
            boolean hasPort = colon > address.lastIndexOf(']');
            String port = hasPort ? address.substring(colon + 1) : String.valueOf(HTTP_PORT);
            String host = hasPort ? address.substring(0, colon) : address;
            return port.equals(String.valueOf(destination.port()))
                    && new Destination(host, destination.port(), destination.protocol()).equals(destination);
        }
    }
}
