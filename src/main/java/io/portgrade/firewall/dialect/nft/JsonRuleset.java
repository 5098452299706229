package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.dialect.json.JsonArray;
import io.portgrade.firewall.dialect.json.JsonDocuments;
import io.portgrade.firewall.dialect.json.JsonObject;
import io.portgrade.firewall.dialect.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Puts the objects of {@code nft -j} together. {@code libnftables-json(5), RULESET ELEMENTS and COMMAND OBJECTS}. */
final class JsonRuleset {

    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "metainfo",
            "flowtable",
            "counter",
            "quota",
            "limit",
            "ct helper",
            "ct timeout",
            "ct expectation",
            "secmark",
            "synproxy",
            "tunnel",
            "list",
            "reset");

    private static final Set<String> NOT_DORMANT = Set.of("owner", "persist");

    private final RulesetDraft ruleset;

    JsonRuleset(RulesetDraft ruleset) {
        this.ruleset = ruleset;
    }

    void read(JsonDocuments documents) {
        boolean found = false;
        for (JsonTree root : documents.roots()) {
            if (root instanceof JsonObject object && object.find("nftables").orElse(null) instanceof JsonArray all) {
                found = true;
                all.elements().forEach(this::element);
                if (!all.whole() || !object.whole()) {
                    gap(root.line(), "what is missing at the end");
                }
            } else {
                ruleset.diagnostics().at(root.line(), "not the output of nft -j: " + root.excerpt());
            }
        }
        if (!found) {
            ruleset.diagnostics().ofWhole("no list called \"nftables\", which the output of nft -j has");
        }
    }

    private void element(JsonTree tree) {
        if (!(tree instanceof JsonObject object) || object.members().size() != 1) {
            unreadable(tree);
            return;
        }
        JsonObject.Member member = object.members().get(0);
        switch (member.name()) {
            case "add", "create" -> element(member.value());
            case "insert" -> insert(member.value());
            case "flush" -> flush(member.value());
            case "delete", "destroy", "replace", "rename" -> unreadable(tree);
            default -> declaration(member, tree);
        }
    }

    private void declaration(JsonObject.Member member, JsonTree tree) {
        if (WITHOUT_EFFECT.contains(member.name())) {
            return;
        }
        if (!(member.value() instanceof JsonObject body)) {
            unreadable(tree);
            return;
        }
        switch (member.name()) {
            case "table" -> table(body);
            case "chain" -> chain(body);
            case "rule" -> rule(body, false);
            case "set", "map", "element" -> set(body, member.name().equals("element"));
            default -> unreadable(tree);
        }
    }

    private void insert(JsonTree tree) {
        boolean plain = tree instanceof JsonObject object
                && object.findObject("rule")
                        .filter(rule -> !rule.has("index") && !rule.has("handle"))
                        .isPresent();
        if (plain) {
            ((JsonObject) tree).findObject("rule").ifPresent(rule -> rule(rule, true));
        } else {
            unreadable(tree);
        }
    }

    private void flush(JsonTree tree) {
        if (tree instanceof JsonObject object && object.has("ruleset")) {
            ruleset.flush();
        } else {
            unreadable(tree);
        }
    }

    private void unreadable(JsonTree tree) {
        ruleset.diagnostics().at(tree.line(), "not read, and what it decides is uncertain: " + OneLine.of(tree));
        ruleset.countUnreadable();
        gap(tree.line(), OneLine.of(tree));
    }

    private void gap(int line, String text) {
        ruleset.table(TableFamily.INET, "not read", line).gaps().add(new TableDraft.Gap(line, text));
    }

    private TableDraft tableOf(JsonObject body, String name) {
        String family = JsonExpressions.word(body, "family");
        TableFamily known = TableFamily.find(family).orElse(TableFamily.INET);
        TableDraft table = ruleset.table(known, JsonExpressions.word(body, name), body.line());
        if (!known.word().equals(family) || !body.whole()) {
            ruleset.diagnostics().at(body.line(), "not whole, or of no family of tables: " + OneLine.of(body));
            gap(body.line(), OneLine.of(body));
        }
        return table;
    }

    private void table(JsonObject body) {
        TableDraft table = tableOf(body, "name");
        ruleset.countDeclaration();
        List<String> flags = JsonExpressions.words(body, "flags");
        if (flags.contains(table.name()) && !flags.contains("dormant")) {
            ruleset.diagnostics()
                    .at(
                            body.line(),
                            "flags that this version of nft does not name, so that the table is"
                                    + " uncertain: submit the output of nft list ruleset instead");
            gap(body.line(), "table " + table.name());
            table.setDormant();
        } else if (!NOT_DORMANT.containsAll(flags)) {
            table.setDormant();
        }
    }

    private void chain(JsonObject body) {
        ChainDraft chain = tableOf(body, "table").chain(JsonExpressions.word(body, "name"), body.line());
        ruleset.countDeclaration();
        if (body.has("hook") || body.has("type")) {
            chain.setBase(new ChainDraft.Base(
                    JsonExpressions.word(body, "type"),
                    JsonExpressions.word(body, "hook"),
                    JsonExpressions.word(body, "prio")));
            chain.devices().addAll(JsonExpressions.words(body, "dev"));
        }
        body.findText("policy").ifPresent(chain::setPolicy);
    }

    private void rule(JsonObject body, boolean first) {
        ChainDraft chain = tableOf(body, "table").chain(JsonExpressions.word(body, "chain"), body.line());
        List<Statement> statements = new ArrayList<>();
        JsonTree expressions = body.find("expr").orElse(body);
        if (expressions instanceof JsonArray array) {
            array.elements().forEach(each -> statements.add(JsonStatements.of(each)));
        }
        if (!(expressions instanceof JsonArray whole) || !whole.whole()) {
            statements.add(new Statement.Unreadable(OneLine.of(body)));
        }
        String handle = body.has("handle") ? JsonExpressions.word(body, "handle") : null;
        RuleDraft rule = new RuleDraft(statements, body.line(), OneLine.of(body), handle);
        chain.rules().add(first ? 0 : chain.rules().size(), rule);
    }

    private void set(JsonObject body, boolean element) {
        SetDraft set = tableOf(body, "table").set(JsonExpressions.word(body, "name"));
        ruleset.countDeclaration();
        JsonTree elements = body.find("elem").orElse(null);
        if (elements instanceof JsonArray array) {
            set.elements().addAll(JsonExpressions.elements(array));
        } else if (elements != null) {
            set.elements().add(JsonExpressions.of(elements));
        }
        if (body.has("timeout") || JsonExpressions.words(body, "flags").contains("dynamic") || !body.whole()) {
            set.setChanging();
        }
        if (!element && JsonExpressions.words(body, "flags").contains("timeout")) {
            set.setChanging();
        }
    }
}
