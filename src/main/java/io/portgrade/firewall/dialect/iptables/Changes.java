package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Match;
import io.portgrade.firewall.Rule;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Does to a table what a command says, as iptables does. */
final class Changes {

    private final Ruleset ruleset;
    private final TableDraft table;
    private final int line;
    private final String text;

    /** @param text the command as it is written, on one line */
    Changes(Ruleset ruleset, TableDraft table, int line, String text) {
        this.ruleset = ruleset;
        this.table = table;
        this.line = line;
        this.text = text;
    }

    void apply(Command command) {
        if (!command.isWhole()) {
            unreadable(command.chain().isEmpty() ? "a chain is missing" : "an option too much");
            return;
        }
        switch (command.kind()) {
            case APPEND, INSERT -> add(command);
            case REPLACE -> replace(command);
            case DELETE -> delete(command);
            case POLICY -> policy(command);
            case NEW_CHAIN -> declare(command);
            case FLUSH -> flush(command.chain());
            case DELETE_CHAIN -> deleteChain(command.chain());
            case RENAME_CHAIN -> unreadable("chains that get another name are not read");
            case LOOK -> {
                // changes nothing
            }
        }
    }

    /** Whether the command is carried out is not known. */
    void perhaps(Command command, String why) {
        ruleset.count(false);
        report(why + ": " + Excerpt.of(text));
        List<ChainDraft> chains =
                command.chain().isEmpty() ? table.chains() : List.of(table.chain(command.chain(), here()));
        for (ChainDraft chain : chains) {
            chain.rules().insert(0, Rule.unknown(text, here()));
            chain.doubt(here(), text);
        }
    }

    /** What the line might have done to any chain is not known. */
    void unreadable(String problem) {
        ruleset.count(false);
        report(problem + ": " + Excerpt.of(text));
        table.chains().forEach(chain -> chain.doubt(here(), text));
    }

    private void add(Command command) {
        ChainDraft chain = chainOf(command);
        Specification specification = specification(command);
        List<Rule> rules = rules(specification);
        if (command.kind() == Command.Kind.APPEND) {
            rules.forEach(chain.rules()::add);
        } else {
            insert(command, chain, rules, specification);
        }
    }

    private void insert(Command command, ChainDraft chain, List<Rule> rules, Specification specification) {
        int size = chain.rules().size();
        Optional<Integer> number = command.number() == null ? Optional.of(1) : place(command.number(), size + 1);
        List<Rule> inserted = rules;
        if (number.isEmpty()) {
            String problem =
                    "chain " + chain.name() + " has no place " + Excerpt.unquoted(String.valueOf(command.number()));
            report(problem);
            inserted = rules(specification.doubted(problem));
        }
        boolean late =
                command.number() != null && Numbers.find(command.number()).orElse(0) > size;
        int at = number.orElse(late ? size + 1 : 1) - 1;
        inserted.forEach(rule -> chain.rules().insert(at, rule));
    }

    private static Optional<Integer> place(String number, int last) {
        OptionalInt found = Numbers.find(number);
        return found.isPresent() && found.getAsInt() >= 1 && found.getAsInt() <= last
                ? Optional.of(found.getAsInt())
                : Optional.empty();
    }

    private void replace(Command command) {
        ChainDraft chain = chainOf(command);
        Specification specification = specification(command);
        List<Rule> rules = rules(specification);
        Optional<Integer> number = command.number() == null
                ? Optional.empty()
                : place(command.number(), chain.rules().size());
        if (number.isPresent() && rules.size() == 1) {
            chain.rules().remove(number.get() - 1);
            chain.rules().insert(number.get() - 1, rules.get(0));
        } else {
            String problem = "chain " + chain.name() + " has no one rule to replace";
            report(problem);
            chain.doubt(here(), text);
        }
    }

    private void delete(Command command) {
        Optional<ChainDraft> chain = table.find(command.chain());
        if (chain.isPresent() && chain.get().rules().isWorn()) {
            mayDelete(chain.get());
            return;
        }
        boolean done;
        if (command.number() != null) {
            Optional<Integer> number = place(
                    command.number(), chain.map(found -> found.rules().size()).orElse(0));
            ruleset.count(number.isPresent());
            number.ifPresent(at -> chain.orElseThrow().rules().remove(at - 1));
            done = number.isPresent();
        } else {
            Specification specification = specification(command);
            done = chain.isPresent() && specification.problems().isEmpty();
            for (Rule rule : rules(specification)) {
                done &= done && chain.orElseThrow().rules().removeFirst(rule);
            }
        }
        if (!done) {
            report("there is no such rule to delete: " + Excerpt.of(text));
        }
    }

    /** Any of the chain's rules may be gone, so that none of them decides for certain. */
    private void mayDelete(ChainDraft chain) {
        ruleset.count(false);
        report("more deletions than could be looked at: " + Excerpt.of(text));
        chain.rules().insert(0, Rule.unknown(text, here()));
    }

    private void policy(Command command) {
        ChainDraft chain = table.chain(command.chain(), here());
        String policy = command.rest().isEmpty() ? "" : command.rest().get(0).text();
        setPolicy(chain, policy);
    }

    void setPolicy(ChainDraft chain, String policy) {
        String doubt = table.doubt(chain.name());
        boolean accept = policy.equals("ACCEPT");
        boolean known = (accept || policy.equals("DROP")) && table.isBuiltIn(chain.name());
        ruleset.count(known);
        chain.policy(!known || accept);
        if (!known) {
            report((doubt == null ? "not a policy that the chain can have" : doubt) + ": " + Excerpt.of(text));
            chain.doubt(here(), text);
        }
    }

    private void declare(Command command) {
        ruleset.count(true);
        if (table.find(command.chain()).isPresent()) {
            report("chain " + Excerpt.unquoted(command.chain()) + " is there already");
        } else {
            table.chain(command.chain(), here());
        }
    }

    private void flush(String name) {
        ruleset.count(true);
        if (name.isEmpty()) {
            table.chains().forEach(chain -> chain.rules().clear());
        } else {
            table.find(name).ifPresent(chain -> chain.rules().clear());
        }
    }

    private void deleteChain(String name) {
        ruleset.count(true);
        for (ChainDraft chain : table.chains()) {
            boolean meant = name.isEmpty() ? !table.isBuiltIn(chain.name()) : name.equals(chain.name());
            if (meant && table.isBuiltIn(chain.name())) {
                report("a chain that netfilter calls is not deleted: " + chain.name());
            } else if (meant && chain.rules().size() == 0) {
                table.remove(chain.name());
            } else if (meant) {
                report("a chain that has rules is not deleted: " + Excerpt.unquoted(chain.name()));
            }
        }
    }

    private ChainDraft chainOf(Command command) {
        Optional<ChainDraft> known = table.find(command.chain());
        if (known.isEmpty()
                && table.isKnown()
                && table.doubt(command.chain()) == null
                && !table.isBuiltIn(command.chain())) {
            report("chain " + Excerpt.unquoted(command.chain()) + " was not declared before this rule");
        }
        return table.chain(command.chain(), here());
    }

    private Specification specification(Command command) {
        Specification read = RuleReader.read(command.rest(), table.family());
        String doubt = table.doubt(command.chain());
        Specification specification = doubt == null ? read : read.doubted(doubt);
        ruleset.count(line, specification);
        specification.problems().forEach(problem -> report(problem));
        return specification;
    }

    private List<Rule> rules(Specification specification) {
        List<Rule> rules = new ArrayList<>();
        for (List<Match> matches : specification.alternatives()) {
            rules.add(new Rule(matches, specification.action(), here(), text));
        }
        return rules;
    }

    /** A rule that cannot be read, in its place in each chain that it may be of. */
    void unreadableRule(List<ChainDraft> chains) {
        ruleset.count(false);
        report("a line that cannot be read: " + Excerpt.of(text));
        chains.forEach(chain -> chain.rules().add(Rule.unknown(text, here())));
    }

    private SourceLocation here() {
        return ruleset.at(line);
    }

    private void report(String problem) {
        ruleset.report(line, problem);
    }
}
