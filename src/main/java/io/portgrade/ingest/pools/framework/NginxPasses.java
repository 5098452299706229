package io.portgrade.ingest.pools.framework;

import io.portgrade.ingest.pools.framework.StatedSetting.Untold;
import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What passes requests to one upstream, with the directives in force where it stands. A level that has none of a directive takes
 * those of the level around it; of {@code proxy_set_header} it takes all or, when it has any of its own, none
 * (nginx.org, ngx_http_proxy_module).
 */
record NginxPasses(List<NginxBlock> levels, Diagnostics diagnostics) {

    private static final int MOST_NAMED = 3;
    private static final String SET_HEADER = "proxy_set_header";

    private record Place(NginxBlock level, NginxDirective pass) {}

    /** @param settings of how requests are passed */
    private record Way(int line, List<StatedSetting> settings) {

        /** Whether connections are kept by what is stated and, after a slash, by a version of nginx that does so by default. */
        String outcome() {
            if (settings.stream().anyMatch(setting -> setting.value() instanceof Untold)) {
                return "";
            }
            NginxPass pass = pass();
            return pass.keeps(false) + "/" + pass.keeps(true);
        }

        boolean keeps() {
            return outcome().startsWith(Optional.of(true) + "/");
        }

        NginxPass pass() {
            return new NginxPass(
                    settings.get(0).name(),
                    word(NginxPass.HTTP_VERSION),
                    word(NginxPass.CONNECTION),
                    word(NginxPass.KEEP_CONN));
        }

        private @Nullable String word(String name) {
            return settings.stream()
                    .filter(setting -> setting.name().equals(name))
                    .map(setting -> String.valueOf(setting.value()))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** When there is no upstream: what passes requests to anything. */
    List<StatedSetting> toAny() {
        return settings(places(pass -> true), "the destination");
    }

    List<StatedSetting> to(String upstream) {
        List<Place> places = places(pass -> target(pass).equalsIgnoreCase(upstream));
        if (places.isEmpty()) {
            places = places(pass -> target(pass).contains("$"));
            if (!places.isEmpty()) {
                diagnostics.at(
                        places.get(0).pass().line(),
                        "passes to a variable, which is taken to be " + Excerpt.of(upstream));
            }
        }
        return settings(places, Excerpt.of(upstream));
    }

    private List<Place> places(Predicate<NginxDirective> wanted) {
        return levels.stream()
                .flatMap(level -> NginxPass.DIRECTIVES.stream()
                        .flatMap(name -> level.directives(name).stream())
                        .filter(wanted)
                        .map(pass -> new Place(level, pass)))
                .toList();
    }

    private List<StatedSetting> settings(List<Place> places, String target) {
        if (places.isEmpty()) {
            return ofOutermost(target);
        }
        List<Way> ways = places.stream()
                .map(place -> new Way(place.pass().line(), settings(place)))
                .toList();
        Way first = ways.get(0);
        if (ways.stream().map(Way::outcome).distinct().count() == 1) {
            return first.settings();
        }
        String others = ways.stream()
                .filter(way -> !way.keeps())
                .limit(MOST_NAMED)
                .map(way -> String.valueOf(way.line()))
                .collect(Collectors.joining(", "));
        return List.of(
                first.settings().get(0),
                new StatedSetting(
                        first.pass().deciding(),
                        new Untold("not all that pass to " + target + " are known to keep connections, line " + others
                                + " is not: set there what keeps them, or send only what most requests take"),
                        first.settings().get(0).place()));
    }

    /** Of a text that passes nothing to it: what stands outside of blocks may be meant for it. */
    private List<StatedSetting> ofOutermost(String target) {
        NginxBlock outermost = levels.get(0);
        boolean passes = places(pass -> true).isEmpty();
        List<StatedSetting> stated = new ArrayList<>();
        if (passes) {
            header(outermost).ifPresent(stated::add);
            single(outermost, NginxPass.HTTP_VERSION).ifPresent(stated::add);
            single(outermost, NginxPass.KEEP_CONN).ifPresent(stated::add);
        }
        return stated.isEmpty()
                ? List.of(new StatedSetting(
                        NginxPass.CONNECTION,
                        new Untold("nothing in the text passes to " + target
                                + ": send the location that does, with the server and http directives around it"),
                        diagnostics.place(outermost.opening().line())))
                : stated;
    }

    private List<StatedSetting> settings(Place place) {
        NginxDirective pass = place.pass();
        if (place.level().isOfStream()) {
            return List.of(new StatedSetting(NginxPass.STREAM, pass.argument(0), diagnostics.place(pass.line())));
        }
        Stream<StatedSetting> deciding = switch (pass.name()) {
            case NginxPass.PROXY ->
                Stream.of(single(place.level(), NginxPass.HTTP_VERSION), header(place.level()))
                        .flatMap(Optional::stream);
            case NginxPass.FASTCGI -> single(place.level(), NginxPass.KEEP_CONN).stream();
            default -> Stream.of();
        };
        StatedSetting itself = new StatedSetting(pass.name(), pass.argument(0), diagnostics.place(pass.line()));
        return Stream.concat(Stream.of(itself), deciding).toList();
    }

    private Optional<StatedSetting> single(NginxBlock at, String name) {
        for (NginxBlock level : at.outwards()) {
            Optional<NginxDirective> own = last(level.directives(name).stream());
            if (own.isPresent()) {
                return own.map(directive -> stated(name, directive, 0));
            }
        }
        return at.outwards().stream()
                .flatMap(level -> level.hidden(name).stream())
                .findFirst()
                .map(file -> untold(name, name, file));
    }

    private Optional<StatedSetting> header(NginxBlock at) {
        for (NginxBlock level : at.outwards()) {
            List<NginxDirective> headers = level.directives(SET_HEADER);
            Optional<NginxDirective> own =
                    last(headers.stream().filter(header -> header.argument(0).equalsIgnoreCase("Connection")));
            if (own.isPresent()) {
                return own.map(directive -> stated(NginxPass.CONNECTION, directive, 1));
            }
            Optional<NginxDirective> file = level.hidden(SET_HEADER);
            if (file.isPresent()) {
                return file.map(hidden -> untold(NginxPass.CONNECTION, SET_HEADER, hidden));
            }
            if (!headers.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private StatedSetting stated(String name, NginxDirective directive, int argument) {
        return new StatedSetting(name, directive.argument(argument), diagnostics.place(directive.line()));
    }

    private StatedSetting untold(String name, String directive, NginxDirective file) {
        String why = file.name().equals("include")
                ? Excerpt.of(file.argument(0)) + " is included and may set it: write its text in the place of include"
                : "which blocks include the file with this " + directive + " is not read: write it into its block";
        return new StatedSetting(name, new Untold(why), diagnostics.place(file.line()));
    }

    private static Optional<NginxDirective> last(Stream<NginxDirective> directives) {
        return directives.reduce((earlier, later) -> later);
    }

    /** Name or address that requests are passed to, without scheme, port and path. */
    private static String target(NginxDirective pass) {
        String url = pass.argument(0);
        int scheme = url.indexOf("://");
        String rest = scheme < 0 ? url : url.substring(scheme + 3);
        return rest.split("[/?:]", 2)[0];
    }
}
