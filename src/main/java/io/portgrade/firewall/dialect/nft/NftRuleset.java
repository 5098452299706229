package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Firewall;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.FirewallDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a document of nftables says.
 *
 * @param firewall null when there is no table in it
 * @param rules how many rules and declarations there are, readable or not
 * @param modelled those of them of which every part is modelled
 */
public record NftRuleset(@Nullable Firewall firewall, List<Diagnostic> diagnostics, int rules, int modelled) {

    public NftRuleset {
        diagnostics = List.copyOf(diagnostics);
    }

    /** Reads {@code nft list ruleset}, or a script for {@code nft -f}; never throws. */
    public static NftRuleset ofText(FirewallDocument document) {
        RulesetDraft draft = new RulesetDraft(document.source());
        new ScriptParser(document.text(), draft).parse();
        return new RulesetBuilder(draft, document.source()).build();
    }

    /** Reads {@code nft -j list ruleset}; never throws. */
    public static NftRuleset ofJson(FirewallDocument document) {
        RulesetDraft draft = new RulesetDraft(document.source());
        new JsonRuleset(draft).read(document);
        return new RulesetBuilder(draft, document.source()).build();
    }
}
