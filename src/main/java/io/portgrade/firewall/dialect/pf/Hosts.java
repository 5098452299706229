package io.portgrade.firewall.dialect.pf;

import io.portgrade.firewall.AddressRange;
import io.portgrade.firewall.AddressSet;
import io.portgrade.firewall.AddressType;
import io.portgrade.firewall.End;
import io.portgrade.firewall.Match;
import io.portgrade.ingest.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the addresses of one end: {@code any}, {@code 10/8}, {@code <table>}, {@code (em0)}, {@code self}, lists of them. */
final class Hosts {

    private static final int IPV4_NUMBERS = 4;

    private static final AddressSet LOOPBACK = AddressSet.of(List.of(
            AddressRange.find("127.0.0.0/8").orElseThrow(),
            AddressRange.find("::1").orElseThrow()));

    private final Tables tables;
    private final Tokens tokens;
    private final End end;
    private final List<String> notes;
    private final List<AddressRange> ranges = new ArrayList<>();
    private final List<Match> others = new ArrayList<>();
    private boolean any;

    private Hosts(Tables tables, Tokens tokens, End end, List<String> notes) {
        this.tables = tables;
        this.tokens = tokens;
        this.end = end;
        this.notes = notes;
    }

    /**
     * Null when any address will do.
     *
     * @param notes gets what is to be said of those that are not in the text
     */
    static @Nullable Match read(Tables tables, Tokens tokens, End end, List<String> notes) {
        Hosts hosts = new Hosts(tables, tokens, end, notes);
        if (tokens.take("{")) {
            while (tokens.hasNext() && !tokens.take("}")) {
                hosts.one();
            }
        } else {
            hosts.one();
        }
        return hosts.match();
    }

    private @Nullable Match match() {
        if (any) {
            return null;
        }
        if (!ranges.isEmpty()) {
            others.add(new Match.Address(end, AddressSet.of(ranges)));
        }
        return others.size() == 1 ? others.get(0) : new Match.AnyOf(others);
    }

    private void one() {
        boolean not = tokens.take("!");
        String word = tokens.peek().equals("(") ? "(" + String.join(" ", tokens.takeGroup()) + ")" : tokens.take();
        if (word.equals("route")) {
            word += " " + tokens.take();
        }
        Optional<AddressRange> range = range(word);
        if (range.isPresent() && tokens.take("-")) {
            String high = tokens.take();
            range = AddressRange.find(word + "-" + high);
            word += " - " + high;
        }
        if (range.isPresent() && !not) {
            ranges.add(range.get());
        } else if (word.equals("any") && !not) {
            any = true;
        } else {
            Match match = range.<Match>map(own -> new Match.Address(end, AddressSet.of(own)))
                    .orElse(null);
            match = match == null ? named(word) : match;
            others.add(not ? Match.not(match) : match);
        }
    }

    private Match named(String word) {
        boolean inParentheses = word.startsWith("(");
        String bare = inParentheses ? word.substring(1, word.length() - 1) : word;
        int colon = bare.indexOf(':');
        String name = colon < 0 ? bare : bare.substring(0, colon);
        if (word.startsWith("<")) {
            if (!tables.isDefined(word)) {
                notes.add(
                        "no table " + Excerpt.unquoted(word) + " is defined in the text, so that its addresses are not"
                                + " known: add the definition with what pfctl -t … -T show prints in its braces");
            }
            return tables.match(end, word);
        }
        return switch (name) {
            case "any" -> new Match.AllOf(List.of());
            case "self" -> own();
            case "no-route", "urpf-failed" -> new Match.Fixed(false, word);
            case "localhost", "lo" -> new Match.Address(end, LOOPBACK);
            default -> named(word, name, colon < 0 ? "" : bare.substring(colon), inParentheses);
        };
    }

    private Match named(String word, String name, String modifier, boolean inParentheses) {
        Match unknown = new Match.Unmodelled(word);
        if (Interfaces.isLoopback(name)) {
            return new Match.Address(end, LOOPBACK);
        }
        boolean ofInterface = inParentheses || Interfaces.isName(name) || name.equals("egress");
        if (!ofInterface && modifier.isEmpty()) {
            notes.add("neither an address nor an interface, and names are not looked up: " + Excerpt.of(word));
        }
        boolean ofHost = modifier.isEmpty() || modifier.equals(":0");
        return ofInterface && ofHost ? new Match.AllOf(List.of(own(), unknown)) : unknown;
    }

    /** Addresses that only this host has. */
    private Match own() {
        return new Match.OfAddressType(end, Set.of(AddressType.LOCAL));
    }

    /** An address or a block, of which trailing numbers may be left out: {@code 10/8}. */
    static Optional<AddressRange> range(String text) {
        int slash = text.indexOf('/');
        boolean isShort = slash > 0 && text.indexOf(':') < 0 && text.charAt(0) >= '0' && text.charAt(0) <= '9';
        if (!isShort) {
            return text.indexOf('-') >= 0 ? Optional.empty() : AddressRange.find(text);
        }
        String address = text.substring(0, slash);
        int numbers = 1 + (int) address.chars().filter(c -> c == '.').count();
        String whole = address + ".0".repeat(Math.max(0, IPV4_NUMBERS - numbers));
        return AddressRange.find(whole + text.substring(slash));
    }
}
