package io.portgrade.firewall.dialect;

import io.portgrade.firewall.Family;
import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.dialect.iptables.ListingText;
import io.portgrade.firewall.dialect.iptables.ParsedTables;
import io.portgrade.firewall.dialect.iptables.Recognition;
import io.portgrade.firewall.dialect.iptables.RulesText;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.FirewallFormat;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Rules of iptables and ip6tables: dumps, commands and listings. */
final class IptablesDialect implements Dialect {

    @Override
    public Set<FirewallFormat> formats() {
        return EnumSet.of(
                FirewallFormat.IPTABLES_SAVE,
                FirewallFormat.IP6TABLES_SAVE,
                FirewallFormat.IPTABLES_RULES,
                FirewallFormat.IPTABLES_LIST);
    }

    @Override
    public Optional<FirewallFormat> recognise(String text) {
        return Recognition.find(text);
    }

    @Override
    public ParsedFirewall parse(FirewallDocument document, FirewallFormat format) {
        boolean listedIpv6 =
                format == FirewallFormat.IPTABLES_LIST && ReadFirewall.isNamedIpv6(document.source());
        Family family = format == FirewallFormat.IP6TABLES_SAVE || listedIpv6 ? Family.IPV6 : Family.IPV4;
        ParsedTables tables = format == FirewallFormat.IPTABLES_LIST
                ? ListingText.parse(document.text(), document.source(), family)
                : RulesText.parse(document.text(), document.source(), family);
        Firewall firewall =
                tables.tables().isEmpty() ? null : new Firewall.Netfilter(tables.tables(), tables.families());
        return new ParsedFirewall(
                format, firewall, tables.untold(), tables.diagnostics(), tables.ruleLines(), tables.modelledLines());
    }
}
