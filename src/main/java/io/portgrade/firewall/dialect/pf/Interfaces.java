package io.portgrade.firewall.dialect.pf;

import io.portgrade.firewall.Direction;
import io.portgrade.firewall.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads what follows {@code on}: interfaces, and groups of interfaces, whose members are not in the text. */
final class Interfaces {

    /** As the model calls it, whatever its number is. */
    private static final String LOOPBACK = "lo";

    private Interfaces() {}

    /** The name of an interface has a number at its end, that of a group has none ({@code ifconfig(8)}). */
    static boolean isName(String name) {
        return !name.isEmpty()
                && Character.isDigit(name.charAt(name.length() - 1))
                && Character.isLetter(name.charAt(0))
                && name.indexOf('.') < 0;
    }

    /** {@code lo}, {@code lo0}. */
    static boolean isLoopback(String name) {
        return name.startsWith(LOOPBACK) && name.substring(2).chars().allMatch(c -> c >= '0' && c <= '9');
    }

    static Match read(Tokens tokens, Set<Direction> directions) {
        if (!tokens.take("{")) {
            return one(tokens, directions);
        }
        List<Match> any = new ArrayList<>();
        while (tokens.hasNext() && !tokens.take("}")) {
            any.add(one(tokens, directions));
        }
        return new Match.AnyOf(any);
    }

    private static Match one(Tokens tokens, Set<Direction> directions) {
        boolean not = tokens.take("!");
        String name = tokens.take();
        Match match;
        if (name.equals("any")) {
            match = new Match.AllOf(List.of());
        } else if (name.equals("rdomain")) {
            match = new Match.Unmodelled("on rdomain " + tokens.take());
        } else {
            match = named(name, directions);
        }
        return not ? Match.not(match) : match;
    }

    private static Match named(String name, Set<Direction> directions) {
        List<Match> any = new ArrayList<>();
        for (Direction direction : directions.stream().sorted().toList()) {
            any.add(new Match.Interface(direction, isLoopback(name) ? LOOPBACK : name, false));
        }
        if (!isName(name) && !isLoopback(name)) {
            any.add(new Match.Unmodelled("on " + name));
        }
        return any.size() == 1 ? any.get(0) : new Match.AnyOf(any);
    }
}
