package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Direction;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.dialect.nft.Statement.Aside;
import io.portgrade.firewall.dialect.nft.Statement.Condition;
import io.portgrade.firewall.dialect.nft.Statement.Decision;
import java.util.ArrayList;
import java.util.List;

/** Rules that ARP comes to, without which no IPv4 packet finds its neighbour. RFC 826; {@code nft(8), ADDRESS FAMILIES}. */
final class ArpDrops {

    private ArpDrops() {}

    /** Whether a table may drop ARP; what exactly it lets through is not looked at. */
    static boolean mayBeIn(TableDraft table) {
        List<ChainDraft> bases = table.chains().values().stream()
                .filter(chain -> chain.base() != null)
                .toList();
        if (bases.isEmpty() || table.isDormant()) {
            return false;
        }
        boolean strict = bases.stream().anyMatch(chain -> !chain.policy().equals("accept"));
        return switch (table.family()) {
            case ARP -> strict || rules(table).stream().anyMatch(rule -> !isHarmless(rule));
            case NETDEV ->
                (strict || rules(table).stream().anyMatch(ArpDrops::dropsAll))
                        && rules(table).stream().noneMatch(rule -> rule.text().contains("arp"));
            default -> false;
        };
    }

    /** The devices, of a table that is about some. */
    static List<Match> devices(TableDraft table) {
        List<Match> devices = new ArrayList<>();
        for (ChainDraft chain : table.chains().values()) {
            for (String device : chain.devices()) {
                devices.add(new Match.Interface(Direction.INBOUND, device, false));
                devices.add(new Match.Interface(Direction.OUTBOUND, device, false));
            }
        }
        return devices.isEmpty() ? List.of() : List.of(new Match.AnyOf(devices));
    }

    private static List<RuleDraft> rules(TableDraft table) {
        return table.chains().values().stream()
                .flatMap(chain -> chain.rules().stream())
                .toList();
    }

    private static boolean isHarmless(RuleDraft rule) {
        return rule.statements().stream()
                .allMatch(statement -> statement instanceof Condition
                        || statement instanceof Aside
                        || statement instanceof Decision decision && decision.action() instanceof Action.Accept);
    }

    private static boolean dropsAll(RuleDraft rule) {
        return rule.statements().stream()
                .allMatch(statement -> statement instanceof Aside
                        || statement instanceof Decision decision && decision.action() instanceof Action.Drop);
    }
}
