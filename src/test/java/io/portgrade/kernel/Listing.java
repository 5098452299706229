package io.portgrade.kernel;

import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.FirewallFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * What the kernel's tools print of the rules that are loaded.
 *
 * @param complete whether nothing that decides is left out
 */
record Listing(String name, List<FirewallDocument> documents, boolean complete) {

    Listing {
        documents = List.copyOf(documents);
    }

    /** Every listing that shows all tables of the rules. {@code nft -j} of 1.0.6 does not say which of them are dormant. */
    static List<Listing> of(FirewallLab lab, List<RuleText> rules) {
        List<Listing> all = new ArrayList<>();
        all.add(printed(lab, rules, "save", true));
        boolean filterOnly = rules.stream()
                .allMatch(text -> text.backend().isIptables()
                        && text.lines().stream()
                                .noneMatch(line -> line.text().startsWith("*")
                                        && !line.text().equals("*filter")));
        if (filterOnly) {
            all.add(printed(lab, rules, "-S", true));
            all.add(printed(lab, rules, "-L -n -v", true));
            all.add(printed(lab, rules, "-L -n", false));
        }
        if (rules.stream().noneMatch(text -> text.backend() == Backend.IPTABLES_LEGACY)) {
            boolean own = rules.stream().noneMatch(text -> text.backend().isIptables());
            String text = lab.run(List.of("nft", "list", "ruleset"), "").out();
            String json = lab.run(List.of("nft", "-j", "list", "ruleset"), "").out();
            all.add(new Listing("nft", List.of(document(FirewallFormat.NFT, text)), own));
            if (rules.stream().anyMatch(rule -> rule.text().contains("flags dormant"))) {
                return all;
            }
            all.add(new Listing("nft -j", List.of(document(FirewallFormat.NFT_JSON, json)), own));
        }
        return all;
    }

    private static Listing printed(FirewallLab lab, List<RuleText> rules, String how, boolean complete) {
        List<FirewallDocument> documents = new ArrayList<>();
        for (RuleText text : rules) {
            if (how.equals("save")) {
                String out = lab.run(text.backend().save(text.family()), "").out();
                documents.add(document(text.backend().format(text.family()), out));
            } else {
                List<String> command = new ArrayList<>(List.of(text.backend().command(text.family())));
                command.addAll(List.of(how.split(" ")));
                FirewallFormat format = how.equals("-S") ? FirewallFormat.IPTABLES_RULES : FirewallFormat.IPTABLES_LIST;
                documents.add(document(format, lab.run(command, "").out()));
            }
        }
        return new Listing(how, documents, complete);
    }

    private static FirewallDocument document(FirewallFormat format, String text) {
        return new FirewallDocument("listing", format, text);
    }
}
