package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Match;
import io.portgrade.ingest.text.Excerpt;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads rule specifications. Whatever is not understood stays in them as unmodelled. */
final class RuleReader {

    private static final Map<String, Option> OPTIONS = options();

    /** Options that end those of a module that is not modelled; one of policy's is called {@code --proto} too. */
    static final Set<String> OUTSIDE_MODULES = outsideModules();

    private final RuleDraft draft;
    private final Arguments arguments;
    private final Target target = new Target();

    private RuleReader(List<Word> words, Family family) {
        this.draft = new RuleDraft(family);
        this.arguments = new Arguments(words);
    }

    private static Map<String, Option> options() {
        Map<String, Option> options = new HashMap<>(BasicOptions.BY_NAME);
        options.putAll(TransportOptions.BY_NAME);
        options.putAll(TrackingOptions.BY_NAME);
        options.putAll(PacketOptions.BY_NAME);
        options.put(
                ListedConditions.AS_LISTED,
                (arguments, rule) -> rule.unmodelled(arguments.value().orElse("")));
        options.put(ListedConditions.NOT_KNOWN, RuleReader::notKnown);
        options.put("-m", Modules::read);
        options.put("--match", Modules::read);
        return Map.copyOf(options);
    }

    private static void notKnown(Arguments arguments, RuleDraft rule) {
        String text = arguments.value().orElse("");
        rule.problem("not what a listing is known to show: " + Excerpt.of(text), text);
    }

    private static Set<String> outsideModules() {
        Set<String> names = new HashSet<>(OPTIONS.keySet());
        names.remove("--proto");
        names.addAll(PacketMarks.OF_TARGETS_ONLY);
        names.addAll(Set.of("-j", "--jump", "-g", "--goto"));
        return Set.copyOf(names);
    }

    /** @param words all that follows the name of the chain */
    static Specification read(List<Word> words, Family family) {
        RuleReader reader = new RuleReader(words, family);
        while (reader.arguments.hasNext()) {
            reader.readOption(reader.arguments.option());
        }
        return reader.specification();
    }

    private void readOption(Word word) {
        Option option = word.quoted() ? null : OPTIONS.get(word.text());
        if (option != null) {
            option.read(arguments, draft);
        } else if (word.is("-j") || word.is("--jump") || word.is("-g") || word.is("--goto")) {
            boolean negated = arguments.isNegated();
            boolean again =
                    !target.name(arguments.value().orElse(""), word.text().endsWith("g") || word.is("--goto"));
            if (negated || again) {
                draft.problem("a rule has one target", arguments.text());
            }
        } else {
            readUnknown(word);
        }
    }

    private void readUnknown(Word word) {
        String value = word.isOption() ? arguments.value().orElse("") : "";
        arguments.values();
        if (word.isOption() && !arguments.isNegated() && target.takes(word.text())) {
            target.option(word.text(), value);
        } else if (word.isOption()) {
            draft.problem("option not known: " + Excerpt.of(arguments.text()), arguments.text());
        } else {
            draft.problem("not an option: " + Excerpt.of(arguments.text()), arguments.text());
        }
    }

    private Specification specification() {
        Action action = target.action(draft);
        List<List<Match>> alternatives = draft.alternatives();
        boolean decidesNothing = draft.problems().isEmpty() && (action.decidesNothing() || draft.isAboutOthers());
        return new Specification(alternatives, action, decidesNothing || draft.modelled(), draft.problems());
    }
}
