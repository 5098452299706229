package io.portgrade.ingest.pools.framework;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A level of nginx's configuration: a block with the directives that stand in it, and the level around it. What stands in
 * {@code http} and what stands in no block is one level, the outermost.
 */
final class NginxBlock {

    private static final int MOST_LEVELS = 64;

    /** What {@code nginx -T} prints before each file. */
    private static final String FILE_OF_DUMP = "# configuration file ";

    /** Files of nginx's packages that set no more than their names say. */
    private static final Set<String> PARAMETERS = Set.of("mime.types", "uwsgi_params", "scgi_params");

    private final NginxDirective opening;
    private final @Nullable NginxBlock around;
    private final List<NginxDirective> directives = new ArrayList<>();
    private final Map<String, List<NginxDirective>> byName = new HashMap<>();
    private final Map<String, NginxDirective> ofFiles = new HashMap<>();

    private NginxBlock(NginxDirective opening, @Nullable NginxBlock around) {
        this.opening = opening;
        this.around = around;
    }

    /** All levels of a text, whatever it is: the outermost first, the others as they begin. */
    static List<NginxBlock> read(String text) {
        NginxBlock outermost = new NginxBlock(new NginxDirective(List.of(""), 1), null);
        List<NginxBlock> levels = new ArrayList<>(List.of(outermost));
        Deque<NginxBlock> open = new ArrayDeque<>();
        boolean dump = text.startsWith(FILE_OF_DUMP) || text.contains("\n" + FILE_OF_DUMP);
        NginxDirective.read(
                text,
                opening -> {
                    NginxBlock around = open.isEmpty() ? outermost : open.peek();
                    if (around == outermost && opening.name().equals("http")) {
                        open.push(outermost);
                        return;
                    }
                    NginxBlock level = new NginxBlock(opening, around);
                    open.push(level);
                    levels.add(level);
                },
                directive -> {
                    if (dump && open.isEmpty()) {
                        outermost.ofFiles.putIfAbsent(directive.name(), directive);
                    } else {
                        (open.isEmpty() ? outermost : open.peek()).add(directive);
                    }
                },
                open::poll);
        return levels;
    }

    private void add(NginxDirective directive) {
        directives.add(directive);
        byName.computeIfAbsent(directive.name(), name -> new ArrayList<>()).add(directive);
    }

    /** Its name and its arguments. */
    NginxDirective opening() {
        return opening;
    }

    boolean isUpstream() {
        return opening.name().equals("upstream");
    }

    /** Whether it passes bytes on, and knows nothing of requests. */
    boolean isOfStream() {
        return outwards().stream().anyMatch(level -> level.opening.name().equals(NginxPass.STREAM));
    }

    /** Those that stand in it itself. */
    List<NginxDirective> directives() {
        return directives;
    }

    /** Those of this name that stand in it itself. */
    List<NginxDirective> directives(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /** This level and those around it, the nearest first. */
    List<NginxBlock> outwards() {
        List<NginxBlock> outwards = new ArrayList<>();
        NginxBlock level = this;
        while (level != null && outwards.size() < MOST_LEVELS) {
            outwards.add(level);
            level = level.around;
        }
        return outwards;
    }

    /**
     * What may state the directive here out of sight: a file that is included, or in a dump a file of which nothing says where
     * it is. The files that the outermost level includes are taken to hold servers.
     */
    Optional<NginxDirective> hidden(String name) {
        return around == null
                ? Optional.ofNullable(ofFiles.get(name))
                : directives("include").stream()
                        .filter(include -> !isOfParameters(include.argument(0)))
                        .findFirst();
    }

    private static boolean isOfParameters(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        return PARAMETERS.contains(file) || file.startsWith("fastcgi");
    }
}
