package io.portgrade.firewall.dialect.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a call of iptables asks for, or a line of a dump.
 *
 * @param table null when it names none
 * @param chain empty when it names none
 * @param number that follows the chain, as it is written; null when there is none
 * @param rest a rule's specification, or the policy
 */
record Command(
        Kind kind,
        @Nullable String table,
        String chain,
        @Nullable String number,
        List<Word> rest) {

    /** The commands of {@code iptables(8), COMMANDS}. */
    enum Kind {
        APPEND,
        INSERT,
        REPLACE,
        DELETE,
        POLICY,
        NEW_CHAIN,
        DELETE_CHAIN,
        FLUSH,
        RENAME_CHAIN,
        /** Shows or counts, and changes nothing. */
        LOOK
    }

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("-A", Kind.APPEND),
            Map.entry("--append", Kind.APPEND),
            Map.entry("-I", Kind.INSERT),
            Map.entry("--insert", Kind.INSERT),
            Map.entry("-R", Kind.REPLACE),
            Map.entry("--replace", Kind.REPLACE),
            Map.entry("-D", Kind.DELETE),
            Map.entry("--delete", Kind.DELETE),
            Map.entry("-P", Kind.POLICY),
            Map.entry("--policy", Kind.POLICY),
            Map.entry("-N", Kind.NEW_CHAIN),
            Map.entry("--new-chain", Kind.NEW_CHAIN),
            Map.entry("-X", Kind.DELETE_CHAIN),
            Map.entry("--delete-chain", Kind.DELETE_CHAIN),
            Map.entry("-F", Kind.FLUSH),
            Map.entry("--flush", Kind.FLUSH),
            Map.entry("-E", Kind.RENAME_CHAIN),
            Map.entry("--rename-chain", Kind.RENAME_CHAIN),
            Map.entry("-Z", Kind.LOOK),
            Map.entry("--zero", Kind.LOOK),
            Map.entry("-C", Kind.LOOK),
            Map.entry("--check", Kind.LOOK),
            Map.entry("-L", Kind.LOOK),
            Map.entry("--list", Kind.LOOK),
            Map.entry("-S", Kind.LOOK),
            Map.entry("--list-rules", Kind.LOOK));

    private static final Set<Kind> WITH_NUMBER = Set.of(Kind.INSERT, Kind.REPLACE, Kind.DELETE);

    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "-n",
            "--numeric",
            "-v",
            "--verbose",
            "-vv",
            "-x",
            "--exact",
            "--line-numbers",
            "--line-number",
            "-4",
            "--ipv4",
            "-6",
            "--ipv6");

    /** Options about how the tool runs that take a number, perhaps. */
    private static final Set<String> WITH_SECONDS = Set.of("-w", "--wait", "-W", "--wait-interval");

    Command {
        rest = List.copyOf(rest);
    }

    /** Whether it names a chain where it has to, and has no options where iptables takes none. */
    boolean isWhole() {
        return switch (kind) {
            case FLUSH, DELETE_CHAIN -> rest.isEmpty();
            case NEW_CHAIN -> rest.isEmpty() && !chain.isEmpty();
            case LOOK -> true;
            default -> !chain.isEmpty();
        };
    }

    /** @param words without the name of the tool; empty when they hold no command */
    static Optional<Command> find(List<Word> words) {
        List<Word> own = new ArrayList<>(words.size());
        String table = withoutGeneralOptions(words, own);
        for (int i = 0; i < own.size(); i++) {
            Word word = own.get(i);
            Kind kind = word.quoted() ? null : KINDS.get(word.text());
            if (kind != null) {
                return Optional.of(of(kind, table, own, i));
            }
            if (isListing(word)) {
                return Optional.of(of(Kind.LOOK, table, own, i));
            }
        }
        return Optional.empty();
    }

    private static Command of(Kind kind, @Nullable String table, List<Word> words, int at) {
        int next = at + 1;
        String chain = "";
        if (next < words.size()
                && !words.get(next).isOption()
                && !words.get(next).is("!")) {
            chain = words.get(next++).text();
        }
        String number = null;
        if (WITH_NUMBER.contains(kind) && next < words.size() && isNumber(words.get(next))) {
            number = words.get(next++).text();
        }
        List<Word> rest = new ArrayList<>(words.subList(0, at));
        rest.addAll(words.subList(next, words.size()));
        return new Command(kind, table, chain, number, rest);
    }

    private static boolean isNumber(Word word) {
        String text = word.text();
        int from = !text.isEmpty() && "+-".indexOf(text.charAt(0)) >= 0 ? 1 : 0;
        return text.length() > from && text.substring(from).chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Whether letters that are joined ask for a listing: {@code -nvL}. */
    private static boolean isListing(Word word) {
        String text = word.text();
        return word.isOption()
                && text.charAt(1) != '-'
                && (text.indexOf('L') > 0 || text.indexOf('S') > 0)
                && text.substring(1).chars().allMatch(c -> "LSnvxZ".indexOf(c) >= 0);
    }

    private static @Nullable String withoutGeneralOptions(List<Word> words, List<Word> own) {
        String table = null;
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            if (word.quoted()) {
                own.add(word);
            } else if ((word.is("-t") || word.is("--table")) && i + 1 < words.size()) {
                table = words.get(++i).text();
            } else if (word.text().startsWith("--table=")) {
                table = word.text().substring("--table=".length());
            } else if (WITH_SECONDS.contains(word.text())) {
                i += i + 1 < words.size() && isNumber(words.get(i + 1)) ? 1 : 0;
            } else if (!WITHOUT_EFFECT.contains(word.text()) && !word.text().startsWith("--wait")) {
                own.add(word);
            }
        }
        return table;
    }
}
