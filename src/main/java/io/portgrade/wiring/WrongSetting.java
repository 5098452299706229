package io.portgrade.wiring;

import io.smallrye.config.ConfigValidationException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Says which setting cannot be used by the variable that its user knows it by, where its library says it in words of Java. */
final class WrongSetting {

    /** SRCFG00039 of SmallRye Config 3.16. */
    private static final Pattern NOT_CONVERTED =
            Pattern.compile("property (portgrade\\.\\S+) with the config value \"(.*)\" threw", Pattern.DOTALL);

    private WrongSetting() {}

    /** All that is wrong, one after the other. */
    static String inWords(ConfigValidationException wrong) {
        return IntStream.range(0, wrong.getProblemCount())
                .mapToObj(i -> inWords(wrong.getProblem(i).getMessage()))
                .collect(Collectors.joining("; "));
    }

    private static String inWords(String problem) {
        Matcher found = NOT_CONVERTED.matcher(problem);
        return found.find() ? inWords(found.group(1), found.group(2)) : "a setting cannot be used: " + problem;
    }

    /** @param property as in {@code portgrade.http.max-body-size} */
    static String inWords(String property, String value) {
        String variable = property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        return variable + " is \"" + value + "\", which cannot be used: give " + remedy(property);
    }

    private static String remedy(String property) {
        if (property.endsWith("-url")) {
            return "a URL such as https://portgrade.example";
        }
        if (property.endsWith("-timeout")) {
            return "a duration such as 60S";
        }
        return property.endsWith("-entries") || property.endsWith("-ratio") ? "a whole number" : "a size such as 8M";
    }
}
