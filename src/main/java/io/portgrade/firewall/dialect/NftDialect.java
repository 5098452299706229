package io.portgrade.firewall.dialect;

import io.portgrade.firewall.dialect.nft.NftRuleset;
import io.portgrade.firewall.dialect.nft.NftSignature;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.FirewallFormat;
import java.util.Optional;
import java.util.Set;

/** nftables, as text and as JSON. */
final class NftDialect implements Dialect {

    @Override
    public Set<FirewallFormat> formats() {
        return Set.of(FirewallFormat.NFT, FirewallFormat.NFT_JSON);
    }

    @Override
    public Optional<FirewallFormat> recognise(String text) {
        return NftSignature.find(text);
    }

    @Override
    public ParsedFirewall parse(FirewallDocument document, FirewallFormat format) {
        NftRuleset read = format == FirewallFormat.NFT_JSON ? NftRuleset.ofJson(document) : NftRuleset.ofText(document);
        return new ParsedFirewall(format, read.firewall(), read.diagnostics(), read.rules(), read.modelled());
    }
}
