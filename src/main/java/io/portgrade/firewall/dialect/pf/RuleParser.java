package io.portgrade.firewall.dialect.pf;

import io.portgrade.firewall.Direction;
import io.portgrade.firewall.End;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.PortRanges;
import io.portgrade.firewall.dialect.reading.NumberNames;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads what follows the first word of a rule. The parts are taken in whatever order they come; at the first one that is
 * not known it stops, and the rest is unread. {@code pf.conf(5), OpenBSD 7.5 and FreeBSD 14}.
 */
final class RuleParser {

    private static final Set<String> WITH_VALUE = Set.of("on", "proto", "from", "to");

    private final Tables tables;
    private final Tokens tokens;
    private final RuleDraft draft = new RuleDraft();
    private final RuleOptions options;
    private boolean stateless;

    private RuleParser(Tables tables, Tokens tokens) {
        this.tables = tables;
        this.tokens = tokens;
        this.options = new RuleOptions(tokens, draft);
    }

    static RuleDraft parse(Tables tables, Tokens tokens) {
        RuleParser parser = new RuleParser(tables, tokens);
        while (tokens.hasNext() && parser.draft.unread.isEmpty()) {
            parser.part(tokens.take());
        }
        parser.draft.keepsState = !parser.stateless;
        return parser.draft;
    }

    private void part(String word) {
        if (WITH_VALUE.contains(word) && tokens.lackValue()) {
            unread(word);
            return;
        }
        switch (word) {
            case "in" -> draft.directions = EnumSet.of(Direction.INBOUND);
            case "out" -> draft.directions = EnumSet.of(Direction.OUTBOUND);
            case "quick" -> draft.quick = true;
            case "on" -> draft.conditions.add(Interfaces.read(tokens, draft.directions));
            case "inet" -> draft.conditions.add(new Match.OfFamily(Family.IPV4));
            case "inet6" -> draft.conditions.add(new Match.OfFamily(Family.IPV6));
            case "proto" -> protocol();
            case "from" -> end(End.SOURCE, draft.from);
            case "to" -> end(End.DESTINATION, draft.to);
            case "flags" -> flags();
            case "fragment" -> draft.conditions.add(new Match.Fixed(false, word));
            case "!" -> options.notModelled("! " + tokens.take());
            case "no" -> no();
            case "once" -> draft.limit = word;
            case "->" -> tokens.rest();
            default -> {
                if (!options.read(word)) {
                    unread(word);
                }
            }
        }
    }

    private void unread(String word) {
        draft.unread = (word + " " + tokens.rest()).strip();
    }

    private void protocol() {
        Set<Integer> numbers = new HashSet<>();
        for (String name : tokens.takeGroup()) {
            OptionalInt number = NumberNames.protocol(name);
            if (number.isEmpty()) {
                unread("proto " + name);
                return;
            }
            numbers.add(number.getAsInt());
        }
        draft.conditions.add(new Match.Protocol(numbers));
    }

    private void end(End end, List<Match> matches) {
        if (!tokens.peek().equals("port")) {
            Match hosts = Hosts.read(tables, tokens, end, draft.notes);
            if (hosts != null) {
                matches.add(hosts);
            }
        }
        if (tokens.take("os")) {
            options.notModelled("os");
        }
        if (tokens.take("port")) {
            port(end, matches);
        }
    }

    private void port(End end, List<Match> matches) {
        Optional<PortRanges> ports = tokens.lackValue() ? Optional.empty() : Ports.read(tokens);
        if (ports.isPresent()) {
            matches.add(new Match.Port(end, ports.get()));
        } else {
            unread("a port before:");
        }
    }

    private void flags() {
        String text = tokens.take();
        draft.namesFlags = true;
        if (text.equals("any")) {
            return;
        }
        Optional<Match> match = Flags.find(text);
        match.ifPresent(draft.conditions::add);
        if (match.isEmpty()) {
            unread("flags " + text);
        }
    }

    private void no() {
        if (tokens.take("state")) {
            stateless = true;
        } else {
            unread("no");
        }
    }
}
