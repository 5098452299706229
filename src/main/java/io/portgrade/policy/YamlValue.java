package io.portgrade.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A value in a YAML file that knows its place, so that whatever is wrong with it is said with file and line. */
record YamlValue(String file, Node node) {

    /** @throws PolicyException when the text is no YAML, or is empty */
    static YamlValue parse(String file, String text) {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(file)
                    .setAllowNonScalarKeys(true)
                    .build();
            Optional<Node> root = new Compose(settings).composeString(text);
            return new YamlValue(file, root.orElseThrow(() -> new PolicyException(file, 1, "the file is empty")));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new PolicyException(file, line, "not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new PolicyException(file, 1, "not YAML: " + e.getMessage());
        } catch (StackOverflowError e) {
            throw new PolicyException(file, 1, "lists or keys lie too deep in each other");
        }
    }

    PolicyException wrong(String reason) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        return new PolicyException(file, line, reason);
    }

    /** The entries of a mapping, in the file's order. */
    Map<String, YamlValue> entries() {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("expected keys with values");
        }
        Map<String, YamlValue> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlValue key = new YamlValue(file, tuple.getKeyNode());
            if (entries.put(key.text(), new YamlValue(file, tuple.getValueNode())) != null) {
                throw key.wrong("\"" + key.text() + "\" is there twice");
            }
        }
        return entries;
    }

    /** The entries of a mapping whose keys are all among those given. */
    Map<String, YamlValue> entries(Collection<String> known) {
        Map<String, YamlValue> entries = entries();
        entries.forEach((key, value) -> {
            if (!known.contains(key)) {
                throw value.wrong("unknown key \"" + key + "\"; known: " + String.join(", ", known));
            }
        });
        return entries;
    }

    List<YamlValue> items() {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong("expected a list");
        }
        List<YamlValue> items = new ArrayList<>();
        sequence.getValue().forEach(item -> items.add(new YamlValue(file, item)));
        return items;
    }

    String text() {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            throw wrong("expected a value");
        }
        return scalar.getValue().strip();
    }

    boolean bool() {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong("expected true or false, not \"" + text() + "\"");
        };
    }

    /** A number not below 0: {@code 28232}. */
    double number() {
        return notNegative(text(), "a number");
    }

    /** A part of a whole, 0 to 1: {@code 25 %} or {@code 0.25}. */
    double share() {
        double share = ratio();
        if (share > 1) {
            throw wrong("expected at most 100 %, not \"" + text() + "\"");
        }
        return share;
    }

    /** What may be more than the whole: {@code 120 %}. Above 1 only as a percentage, since 80 is more likely meant as 80 %. */
    double ratio() {
        String text = text();
        if (text.endsWith("%")) {
            return notNegative(text.substring(0, text.length() - 1).strip(), "a number or a percentage") / 100;
        }
        double ratio = notNegative(text, "a number or a percentage");
        if (ratio > 1) {
            throw wrong("expected a percentage: \"" + text + " %\" if that is meant, not \"" + text + "\"");
        }
        return ratio;
    }

    private double notNegative(String digits, String expected) {
        double value = parsed(digits, Double::parseDouble, expected);
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw wrong("expected a number not below 0, not \"" + text() + "\"");
        }
        return value;
    }

    /** Whole seconds, {@code 60s}. */
    Duration duration() {
        String text = text();
        if (!text.endsWith("s")) {
            throw wrong("expected seconds such as 60s, not \"" + text + "\"");
        }
        long seconds = parsed(text.substring(0, text.length() - 1), Long::parseLong, "seconds such as 60s");
        if (seconds < 0) {
            throw wrong("expected seconds such as 60s, not \"" + text + "\"");
        }
        return Duration.ofSeconds(seconds);
    }

    /** One of a closed choice. */
    <T> T oneOf(Function<String, Optional<T>> finder, String expected) {
        return finder.apply(text()).orElseThrow(() -> wrong("expected " + expected + ", not \"" + text() + "\""));
    }

    private <T> T parsed(String digits, Function<String, T> parser, String expected) {
        try {
            return parser.apply(digits);
        } catch (NumberFormatException e) {
            throw wrong("expected " + expected + ", not \"" + text() + "\"");
        }
    }

    /** @throws PolicyException when this has none of that name */
    YamlValue required(Map<String, YamlValue> entries, String key) {
        return find(entries, key).orElseThrow(() -> wrong("\"" + key + "\" is missing"));
    }

    static Optional<YamlValue> find(Map<String, YamlValue> entries, String key) {
        return Optional.ofNullable(entries.get(key));
    }
}
