package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.dialect.nft.Expression.Concatenation;
import io.portgrade.firewall.dialect.nft.Expression.Elements;
import io.portgrade.firewall.dialect.nft.Expression.Field;
import io.portgrade.firewall.dialect.nft.Expression.Range;
import io.portgrade.firewall.dialect.nft.Statement.Condition;
import java.util.List;

/**
 * What nft makes of {@code -m multiport --ports} when it lists rules of iptables-nft: {@code tcp sport . tcp dport { 0-65535 . 22, 22
 * . 0-65535 }}. Ranges become their two ends, and a negation is left out (seen with iptables 1.8.9 and nft 1.0.6), so that the
 * condition says less than the kernel does.
 */
final class EitherPort {

    private static final Range ANY = new Range("0", "65535");

    private EitherPort() {}

    static boolean isMeantBy(Condition condition) {
        return condition.left() instanceof Concatenation fields
                && fields.parts().size() == 2
                && isPort(fields.parts().get(0), " sport")
                && isPort(fields.parts().get(1), " dport")
                && condition.right() instanceof Elements elements
                && elements.elements().stream().allMatch(EitherPort::isOpenOnOneSide);
    }

    private static boolean isPort(Expression field, String end) {
        return field instanceof Field known && known.name().endsWith(end);
    }

    private static boolean isOpenOnOneSide(Expression element) {
        List<Expression> parts = element instanceof Concatenation row ? row.parts() : List.of();
        return parts.size() == 2 && parts.contains(ANY);
    }
}
