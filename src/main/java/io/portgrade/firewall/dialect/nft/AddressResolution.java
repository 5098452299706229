package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.dialect.nft.Expression.Elements;
import io.portgrade.firewall.dialect.nft.Expression.Field;
import io.portgrade.firewall.dialect.nft.Expression.Value;
import io.portgrade.firewall.dialect.nft.Statement.Condition;
import io.portgrade.firewall.dialect.nft.Statement.Decision;
import io.portgrade.firewall.dialect.nft.Statement.Perhaps;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether the chains of a table may lose ARP, without which a host finds no IPv4 neighbour. {@code nft(8)}, version 1.0.6. */
final class AddressResolution {

    private enum Met {
        NEVER,
        PERHAPS,
        ALWAYS
    }

    private static final Set<String> OTHER_HEADERS =
            Set.of("ip", "ip6", "tcp", "udp", "udplite", "sctp", "dccp", "th", "icmp", "icmpv6", "igmp");

    private final TableDraft table;
    private final Set<String> seen = new HashSet<>();

    AddressResolution(TableDraft table) {
        this.table = table;
    }

    /** Of a base chain that sees ARP. */
    boolean mayBeLostIn(ChainDraft chain) {
        seen.clear();
        seen.add(chain.name());
        for (RuleDraft rule : chain.rules()) {
            Met met = met(rule);
            if (met == Met.ALWAYS && accepts(rule)) {
                return false;
            }
            if (met != Met.NEVER && mayDrop(rule)) {
                return true;
            }
        }
        return !chain.policy().equals("accept");
    }

    private static boolean accepts(RuleDraft rule) {
        return rule.statements().stream()
                .anyMatch(part -> part instanceof Decision decision && decision.action() instanceof Action.Accept);
    }

    /** Chains that are called lose it with any rule that drops. */
    private boolean mayDrop(RuleDraft rule) {
        return rule.statements().stream().anyMatch(this::mayDrop);
    }

    private boolean mayDrop(Statement part) {
        if (!(part instanceof Decision decision)) {
            return !(part instanceof Condition) && !(part instanceof Perhaps);
        }
        Action action = decision.action();
        if (action instanceof Action.Jump jump) {
            return mayDropIn(jump.chain());
        }
        return action instanceof Action.Goto go ? mayDropIn(go.chain()) : action instanceof Action.Drop;
    }

    private boolean mayDropIn(String name) {
        ChainDraft called = table.chains().get(name);
        boolean deep = seen.size() > TableDraft.DEEPEST_CALL;
        return called == null
                || deep
                || seen.add(name) && called.rules().stream().anyMatch(rule -> met(rule) != Met.NEVER && mayDrop(rule));
    }

    private static Met met(RuleDraft rule) {
        Met all = Met.ALWAYS;
        for (Statement part : rule.statements()) {
            Met one = part instanceof Condition condition
                    ? met(condition)
                    : part instanceof Decision ? Met.ALWAYS : Met.PERHAPS;
            all = one.compareTo(all) < 0 ? one : all;
        }
        return all;
    }

    private static Met met(Condition condition) {
        if (!(condition.left() instanceof Field field)) {
            return Met.PERHAPS;
        }
        String name = field.name();
        if (name.equals("meta protocol") || name.equals("ether type")) {
            return ofType(condition);
        }
        boolean other = name.equals("meta l4proto") || OTHER_HEADERS.contains(name.split(" ", 2)[0]);
        return other ? Met.NEVER : Met.PERHAPS;
    }

    private static Met ofType(Condition condition) {
        List<Expression> types =
                condition.right() instanceof Elements set ? set.elements() : List.of(condition.right());
        if (!types.stream().allMatch(Value.class::isInstance)) {
            return Met.PERHAPS;
        }
        boolean arp = types.contains(new Value("arp")) || types.contains(new Value("0x0806"));
        return switch (condition.operator()) {
            case IMPLICIT, EQUAL -> arp ? Met.ALWAYS : Met.NEVER;
            case NOT_EQUAL -> arp ? Met.NEVER : Met.ALWAYS;
            default -> Met.PERHAPS;
        };
    }
}
