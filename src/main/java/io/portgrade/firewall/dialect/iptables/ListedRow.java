package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns of a listing, from its heading. */
record ListedRow(boolean numbered, boolean counted, boolean withInterfaces, int protocolColumn) {

    static final String NO_INTERFACES = "interfaces are not shown: use -v";

    private static final Set<String> OPTIONS = Set.of("--", "-f", "!f");
    private static final Set<String> ANY = Set.of("*", "any", "anywhere", "0.0.0.0/0", "::/0");

    /** Reads {@code num pkts bytes target prot opt in out source destination}, or some of these. */
    static Optional<ListedRow> findHeading(String line) {
        if (!line.contains("target") || !line.contains("prot") || !line.contains("source")) {
            return Optional.empty();
        }
        List<String> words = List.of(line.strip().split("\\s+"));
        return words.contains("prot") && words.contains("destination")
                ? Optional.of(new ListedRow(
                        words.contains("num"), words.contains("pkts"), words.contains("in"), line.indexOf("prot")))
                : Optional.empty();
    }

    /** Whether a line looks like a rule even after an empty line. */
    static boolean isRow(String line) {
        return OPTIONS.stream().anyMatch(option -> line.contains(" " + option + " "));
    }

    /** The row as the options of a command; empty when columns are missing. */
    Optional<List<Word>> options(String line, Family family) {
        List<Word> words = Words.ofDump(line).list();
        int at = (numbered ? 1 : 0) + (counted ? 2 : 0);
        if (words.size() < at + 3) {
            return Optional.empty();
        }
        boolean hasTarget = hasTarget(line, words, at);
        String target = hasTarget ? words.get(at).text() : "";
        at += hasTarget ? 1 : 0;
        List<Word> options = new ArrayList<>();
        column("-p", words.get(at++).text(), options);
        if (at < words.size() && OPTIONS.contains(words.get(at).text())) {
            fragment(words.get(at++).text(), options);
        }
        int columns = withInterfaces ? 4 : 2;
        if (words.size() < at + columns) {
            return Optional.empty();
        }
        if (withInterfaces) {
            column("-i", words.get(at++).text(), options);
            column("-o", words.get(at++).text(), options);
        } else {
            options.add(ListedConditions.plain(ListedConditions.AS_LISTED));
            options.add(new Word(NO_INTERFACES, NO_INTERFACES, true));
        }
        column("-s", address(words.get(at++).text(), family), options);
        column("-d", address(words.get(at++).text(), family), options);
        options.addAll(ListedConditions.options(words.subList(at, words.size()), target, family));
        return Optional.of(options);
    }

    /** A rule need not have one, and old versions print no options for IPv6: then the column tells. */
    private boolean hasTarget(String line, List<Word> words, int at) {
        if (OPTIONS.contains(words.get(at + 1).text())) {
            return false;
        }
        if (OPTIONS.contains(words.get(at + 2).text())) {
            return true;
        }
        int start = 0;
        for (int i = 0; i <= at; i++) {
            start = line.indexOf(words.get(i).written(), start)
                    + (i < at ? words.get(i).written().length() : 0);
        }
        return start < protocolColumn - 1;
    }

    private static void fragment(String shown, List<Word> options) {
        if (!shown.equals("--")) {
            if (shown.startsWith("!")) {
                options.add(ListedConditions.plain("!"));
            }
            options.add(ListedConditions.plain("-f"));
        }
    }

    /** Without {@code -n} names stand for addresses; these two are known everywhere (hosts(5), networks(5)). */
    private static String address(String shown, Family family) {
        boolean negated = shown.startsWith("!");
        @Nullable
        String own = switch (negated ? shown.substring(1) : shown) {
            case "localhost" -> family == Family.IPV4 ? "127.0.0.1" : "::1";
            case "loopback/8" -> "127.0.0.0/8";
            default -> null;
        };
        return own == null ? shown : negated ? "!" + own : own;
    }

    private static void column(String option, String shown, List<Word> options) {
        if (ANY.contains(shown)) {
            return;
        }
        boolean negated = shown.startsWith("!");
        if (negated) {
            options.add(ListedConditions.plain("!"));
        }
        options.add(ListedConditions.plain(option));
        String value = negated ? shown.substring(1) : shown;
        options.add(new Word(value, value, true));
    }
}
