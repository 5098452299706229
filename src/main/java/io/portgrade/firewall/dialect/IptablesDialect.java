package io.portgrade.firewall.dialect;

import io.portgrade.firewall.Family;
import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.dialect.iptables.ListingText;
import io.portgrade.firewall.dialect.iptables.ParsedTables;
import io.portgrade.firewall.dialect.iptables.Recognition;
import io.portgrade.firewall.dialect.iptables.RulesText;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.FirewallFormat;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules of iptables and ip6tables: dumps, commands and listings. */
final class IptablesDialect implements Dialect {

    static final Set<FirewallFormat> FORMATS = Collections.unmodifiableSet(EnumSet.of(
            FirewallFormat.IPTABLES_SAVE,
            FirewallFormat.IP6TABLES_SAVE,
            FirewallFormat.IPTABLES_RULES,
            FirewallFormat.IPTABLES_LIST));

    @Override
    public Set<FirewallFormat> formats() {
        return FORMATS;
    }

    @Override
    public Optional<FirewallFormat> recognise(String text) {
        return Recognition.find(text);
    }

    @Override
    public ParsedFirewall parse(FirewallDocument document, FirewallFormat format) {
        boolean namedIpv6 = format != FirewallFormat.IPTABLES_SAVE && ReadFirewall.isNamedIpv6(document.source());
        Family family = format == FirewallFormat.IP6TABLES_SAVE || namedIpv6 ? Family.IPV6 : Family.IPV4;
        ParsedTables tables = format == FirewallFormat.IPTABLES_LIST
                ? ListingText.parse(document.text(), document.source(), family)
                : RulesText.parse(document.text(), document.source(), family);
        Firewall firewall =
                tables.tables().isEmpty() ? null : new Firewall.Netfilter(tables.tables(), tables.families());
        return new ParsedFirewall(
                format,
                firewall,
                isTold(document) ? List.of() : tables.guessed(),
                tables.untold(),
                tables.diagnostics(),
                tables.ruleLines(),
                tables.modelledLines());
    }

    /** Whether the sender says which family it is of. */
    private static boolean isTold(FirewallDocument document) {
        return document.format() == FirewallFormat.IPTABLES_SAVE
                || document.format() == FirewallFormat.IP6TABLES_SAVE
                || ReadFirewall.isNamedIpv4(document.source())
                || ReadFirewall.isNamedIpv6(document.source());
    }
}
