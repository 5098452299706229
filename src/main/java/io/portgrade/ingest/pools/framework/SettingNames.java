package io.portgrade.ingest.pools.framework;

import io.portgrade.ingest.text.NearestName;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a framework's settings are called, and what else people may have meant by one. */
final class SettingNames {

    private static final int MOST_LETTERS_OF_A_SLIP = 2;
    private static final int MOST_LETTERS = 100;
    private static final String SEPARATORS = ".:/_";
    private static final Pattern UNIT = Pattern.compile("(milli)?sec(ond)?s?$|millis$|ms$|min(ute)?s?$");

    private final List<String> prefixes;
    private final List<String> read;
    private final Set<String> readKeys;
    private final Set<String> passedOver;

    SettingNames(PoolFramework framework) {
        prefixes = framework.prefixes().stream().map(SettingNames::plain).toList();
        read = framework.settings();
        readKeys = keys(read);
        passedOver = keys(framework.otherSettings());
    }

    boolean isRead(String key) {
        return readKeys.contains(key);
    }

    boolean isPassedOver(String key) {
        return passedOver.contains(key);
    }

    /** The form in which names are compared: without what may stand before it, case, hyphens and underscores. */
    String key(String name) {
        String plain = plain(name);
        for (String prefix : prefixes) {
            if (plain.startsWith(prefix)) {
                return plain.substring(prefix.length());
            }
        }
        return plain;
    }

    /** The settings that none of these names states, by key. */
    Set<String> unstated(List<StatedSetting> stated) {
        Set<String> keys = new HashSet<>(readKeys);
        stated.forEach(setting -> keys.remove(key(setting.name())));
        return keys;
    }

    /** Whether this is one of the names but for a slip of the pen or its unit: the default of that one would be a guess then. */
    static boolean isSlip(String key, Set<String> names) {
        String unitless = withoutUnit(key);
        return names.stream()
                .anyMatch(name -> withoutUnit(name).equals(unitless)
                        || Math.abs(key.length() - name.length()) <= MOST_LETTERS_OF_A_SLIP
                                && NearestName.distance(key, name) <= MOST_LETTERS_OF_A_SLIP);
    }

    /**
     * Which of these settings this is, with something unknown before its name: {@code app.orders.maximum-pool-size}, or
     * {@code ORDERS_MAXIMUM_POOL_SIZE} of an environment.
     */
    Optional<String> findPrefixed(String name, Set<String> keys) {
        for (int at = Math.max(0, name.length() - MOST_LETTERS); at < name.length(); at++) {
            String tail = name.substring(at + 1);
            if (SEPARATORS.indexOf(name.charAt(at)) >= 0 && separates(name, at) && keys.contains(plain(tail))) {
                return read.stream()
                        .filter(each -> plain(each).equals(plain(tail)))
                        .findFirst();
            }
        }
        return Optional.empty();
    }

    /** An underscore may as well be part of a longer word, such as {@code socket_keepalive}. */
    private static boolean separates(String name, int at) {
        return name.charAt(at) != '_'
                || name.indexOf('_', at + 1) > 0
                || name.chars().noneMatch(Character::isLowerCase);
    }

    private static String withoutUnit(String key) {
        return key.length() > MOST_LETTERS ? key : UNIT.matcher(key).replaceFirst("");
    }

    private static Set<String> keys(Iterable<String> names) {
        Set<String> keys = new HashSet<>();
        names.forEach(name -> keys.add(plain(name)));
        return keys;
    }

    private static String plain(String name) {
        return name.strip().replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }
}
