package io.portgrade.firewall.dialect.pf;

import io.portgrade.firewall.AddressRange;
import io.portgrade.firewall.AddressSet;
import io.portgrade.firewall.AddressType;
import io.portgrade.firewall.Direction;
import io.portgrade.firewall.End;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Match;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code antispoof for em0} stands for two rules: nothing comes in by other interfaces from the network of em0, and nothing
 * from its own address ({@code pf.conf(5), OpenBSD 7.5, BLOCKING SPOOFED TRAFFIC}).
 */
final class Antispoof {

    private static final AddressSet LOOPBACK = AddressSet.of(List.of(
            AddressRange.find("127.0.0.0/8").orElseThrow(),
            AddressRange.find("::1").orElseThrow()));

    private Antispoof() {}

    /** Empty when something in it is not understood. */
    static Optional<List<RuleDraft>> read(Tokens tokens) {
        boolean quick = false;
        Family family = null;
        List<String> names = new ArrayList<>();
        while (tokens.hasNext()) {
            String word = tokens.take();
            switch (word) {
                case "quick" -> quick = true;
                case "log" -> {
                    if (tokens.peek().equals("(")) {
                        tokens.takeGroup();
                    }
                }
                case "for" -> names.addAll(tokens.takeGroup());
                case "inet" -> family = Family.IPV4;
                case "inet6" -> family = Family.IPV6;
                case "label" -> tokens.take();
                default -> {
                    return Optional.empty();
                }
            }
        }
        List<RuleDraft> drafts = new ArrayList<>();
        for (String name : names) {
            for (RuleDraft draft : List.of(byOthers(name), fromItself(name))) {
                draft.quick = quick;
                draft.directions = EnumSet.of(Direction.INBOUND);
                if (family != null) {
                    draft.conditions.add(new Match.OfFamily(family));
                }
                drafts.add(draft);
            }
        }
        return drafts.isEmpty() || names.contains("!") ? Optional.empty() : Optional.of(drafts);
    }

    private static RuleDraft byOthers(String name) {
        RuleDraft draft = new RuleDraft();
        draft.conditions.add(Match.not(Interfaces.read(new Tokens(name), Set.of(Direction.INBOUND))));
        draft.from.add(
                Interfaces.isLoopback(name)
                        ? new Match.Address(End.SOURCE, LOOPBACK)
                        : new Match.Unmodelled(name + ":network"));
        return draft;
    }

    private static RuleDraft fromItself(String name) {
        RuleDraft draft = new RuleDraft();
        if (Interfaces.isLoopback(name)) {
            draft.conditions.add(new Match.Fixed(false, "what lo sends comes in by lo"));
        } else {
            draft.from.add(new Match.OfAddressType(End.SOURCE, Set.of(AddressType.LOCAL)));
            draft.from.add(new Match.Unmodelled(name));
        }
        return draft;
    }
}
