package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Family;
import io.portgrade.firewall.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A call of iptables or one of its kin in a line that was typed, or stands in a script.
 *
 * @param keeper of the tables that it is about
 * @param words that follow the tool's name
 * @param saves whether the tool prints a dump
 * @param text the call as it is written, without what stands before it
 */
record ToolCall(Family family, Table.Keeper keeper, List<Word> words, boolean saves, boolean complete, String text) {

    private static final Set<String> PRINTING = Set.of("echo", "printf");
    private static final Set<String> VARIANTS = Set.of("nft", "legacy", "save", "xml");

    ToolCall {
        words = List.copyOf(words);
    }

    /** The calls in a line, in order; those that {@code ;} or {@code &&} separate are several. */
    static List<ToolCall> in(String line) {
        if (!mayHoldCall(line)) {
            return List.of();
        }
        Words words = Words.ofShell(line);
        List<ToolCall> calls = new ArrayList<>();
        List<Word> part = new ArrayList<>();
        for (Word word : words.list()) {
            if (Words.isSeparator(word)) {
                find(part, words.complete()).ifPresent(calls::add);
                part.clear();
            } else {
                part.add(word);
            }
        }
        find(part, words.complete()).ifPresent(calls::add);
        return calls;
    }

    /** Whether it is about a table that it names. */
    boolean namesTable() {
        return words.stream()
                .anyMatch(word -> word.is("-t")
                        || word.is("--table")
                        || !word.quoted() && word.text().startsWith("--table="));
    }

    /** Whether they are about both families, so that what they print is of one or the other. */
    static boolean areOfBoth(List<ToolCall> calls) {
        return calls.stream().map(ToolCall::family).distinct().count() > 1;
    }

    private static boolean mayHoldCall(String line) {
        return line.contains("tables")
                || line.contains("$") && line.toLowerCase(Locale.ROOT).contains("$ip");
    }

    private static Optional<ToolCall> find(List<Word> words, boolean complete) {
        for (int i = 0; i < words.size() && !PRINTING.contains(words.get(i).text()); i++) {
            Optional<Family> family = family(words.get(i));
            if (family.isPresent()) {
                boolean saves = words.get(i).text().endsWith("-save");
                List<Word> rest = withoutRedirections(words.subList(i + 1, words.size()));
                if (saves
                        || !rest.isEmpty()
                                && (rest.get(0).isOption() || rest.get(0).is("!"))) {
                    String text = words.subList(i, words.size()).stream()
                            .map(Word::written)
                            .collect(Collectors.joining(" "));
                    return Optional.of(
                            new ToolCall(family.get(), keeper(words.get(i).text()), rest, saves, complete, text));
                }
            }
        }
        return Optional.empty();
    }

    /** The family of {@code iptables}, {@code /sbin/ip6tables-nft}, or a variable of such a name: {@code $IPT}. */
    private static Optional<Family> family(Word word) {
        String text = word.text().toLowerCase(Locale.ROOT);
        if (text.startsWith("$")) {
            String name = text.replaceAll("[${}]", "");
            return name.startsWith("ip6t")
                    ? Optional.of(Family.IPV6)
                    : name.startsWith("ipt") ? Optional.of(Family.IPV4) : Optional.empty();
        }
        String[] parts = text.substring(text.lastIndexOf('/') + 1).split("-", -1);
        for (int i = 1; i < parts.length; i++) {
            if (!VARIANTS.contains(parts[i])) {
                return Optional.empty();
            }
        }
        return switch (parts[0]) {
            case "iptables" -> Optional.of(Family.IPV4);
            case "ip6tables" -> Optional.of(Family.IPV6);
            default -> Optional.empty();
        };
    }

    /** @param tool {@code /sbin/iptables-legacy-save} */
    static Table.Keeper keeper(String tool) {
        if (tool.contains("tables-legacy")) {
            return Table.Keeper.IPTABLES_LEGACY;
        }
        return tool.contains("tables-nft") ? Table.Keeper.IPTABLES_NFT : Table.Keeper.ANY;
    }

    private static List<Word> withoutRedirections(List<Word> words) {
        List<Word> rest = new ArrayList<>(words.size());
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            int sign = word.quoted() ? -1 : word.text().indexOf('>');
            boolean redirects =
                    sign >= 0 && word.text().substring(0, sign).chars().allMatch(Character::isDigit);
            if (!redirects) {
                rest.add(word);
            } else if (sign == word.text().length() - 1) {
                i++;
            }
        }
        return rest;
    }
}
