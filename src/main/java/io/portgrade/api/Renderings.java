package io.portgrade.api;

import io.portgrade.ingest.text.Excerpt;
import io.portgrade.report.Rendering;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The forms in which a report can be had, and the choice among them by {@code ?format=} and Accept. */
@Singleton
final class Renderings {

    private static final String DEFAULT = "json";

    private final List<Choice> choices;
    private final Choice standard;

    @Inject
    Renderings(@All List<Rendering> renderings) {
        this.choices = renderings.stream()
                .map(rendering -> new Choice(rendering, MediaType.valueOf(rendering.mediaType())))
                .sorted(Comparator.comparing(choice -> choice.rendering().id()))
                .toList();
        this.standard = named(DEFAULT);
    }

    /** A rendering and its parsed media type. */
    record Choice(Rendering rendering, MediaType mediaType) {

        boolean meets(MediaType wanted) {
            return wanted.isCompatible(new MediaType(mediaType.getType(), mediaType.getSubtype()));
        }

        private Choice kept() {
            return new Choice(rendering.kept(), mediaType);
        }
    }

    /** Of all formats, sorted. */
    List<String> ids() {
        return choices.stream().map(choice -> choice.rendering().id()).toList();
    }

    /** JSON, which every answer can be had as. */
    Choice standard() {
        return standard;
    }

    /**
     * The form asked for: as one that is kept apart from the service, unless Accept names its type. So a browser does, which shows
     * the report where it came from; a program that names a format in the query, and writes a file, does not.
     *
     * @param formats that the query names
     * @param accept values of the header, none when it was not sent
     * @throws ProblemException that names the formats there are, when none of them is meant or several are
     */
    Choice choose(List<String> formats, List<String> accept) {
        if (formats.size() > 1) {
            throw notAcceptable("?format= asks for " + formats.size() + " formats, and a report has one");
        }
        String format = formats.isEmpty() ? null : formats.get(0);
        if (accept.isEmpty()) {
            return (format == null ? standard : named(format)).kept();
        }
        List<MediaType> wanted = AcceptHeader.parse(accept);
        Choice choice = choose(format, wanted);
        boolean named = wanted.stream().anyMatch(type -> !type.isWildcardSubtype() && choice.meets(type));
        return named ? choice : choice.kept();
    }

    private Choice choose(@Nullable String format, List<MediaType> wanted) {
        if (format == null) {
            return best(wanted);
        }
        Choice choice = named(format);
        if (wanted.stream().noneMatch(choice::meets)) {
            throw notAcceptable("?format=" + format + " is " + choice.mediaType() + ", which Accept does not allow");
        }
        return choice;
    }

    private Choice best(List<MediaType> wanted) {
        for (MediaType type : wanted) {
            if (standard.meets(type)) {
                return standard;
            }
            for (Choice choice : choices) {
                if (choice.rendering().standsForItsMediaType() && choice.meets(type)) {
                    return choice;
                }
            }
        }
        throw notAcceptable("there is no format of a type that Accept allows");
    }

    private Choice named(String format) {
        return choices.stream()
                .filter(choice -> choice.rendering().id().equals(format))
                .findFirst()
                .orElseThrow(() -> notAcceptable("there is no format " + Excerpt.of(format)));
    }

    private ProblemException notAcceptable(String why) {
        List<String> known = new ArrayList<>();
        choices.forEach(choice -> known.add(choice.rendering().id() + " (" + choice.mediaType() + ")"));
        return ProblemException.of(
                ProblemType.NOT_ACCEPTABLE, why + ": there is " + known.stream().collect(Collectors.joining(", ")));
    }
}
