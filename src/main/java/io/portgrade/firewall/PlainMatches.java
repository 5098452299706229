package io.portgrade.firewall;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Goes through the conditions that others are made of. A set is gone through once, however many rules name it. */
final class PlainMatches {

    private final Consumer<Match> each;
    private final Set<Match> sets = Collections.newSetFromMap(new IdentityHashMap<>());

    PlainMatches(Consumer<Match> each) {
        this.each = each;
    }

    void visit(List<Match> matches) {
        matches.forEach(this::visit);
    }

    private void visit(Match match) {
        if (match instanceof Match.Not not) {
            visit(not.match());
        } else if (match instanceof Match.AllOf all) {
            visit(all.matches());
        } else if (!isSet(match) || sets.add(match)) {
            if (match instanceof Match.AnyOf any) {
                visit(any.matches());
            } else {
                each.accept(match);
            }
        }
    }

    private static boolean isSet(Match match) {
        return match instanceof Match.AnyOf
                || match instanceof Match.Address address
                        && address.addresses().ranges().size() > 1;
    }
}
