package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a chain while commands insert and delete some. They are kept in blocks, so that a hundred thousand insertions
 * at the front do not move each other.
 */
final class RuleSequence {

    private static final int BLOCK = 512;

    /** Rules that are compared before no one may look for another: deletions by specification go through all of them. */
    private static final long MOST_LOOKS = 10_000_000;

    /** What makes two rules the same for {@code -D}. */
    private record Meaning(Object matches, Object action) {

        static Meaning of(Rule rule) {
            return new Meaning(rule.matches(), rule.action());
        }
    }

    private final List<List<Rule>> blocks = new ArrayList<>();
    private int size;
    private long looks;
    /** How many rules there are of each meaning; null until someone asks. */
    private @Nullable Map<Meaning, Integer> counts;

    int size() {
        return size;
    }

    void add(Rule rule) {
        insert(size, rule);
    }

    /** @param index 0 to size */
    void insert(int index, Rule rule) {
        int block = 0;
        int at = index;
        while (block < blocks.size() - 1 && at > blocks.get(block).size()) {
            at -= blocks.get(block).size();
            block++;
        }
        if (block == blocks.size()) {
            blocks.add(new ArrayList<>());
        }
        List<Rule> rules = blocks.get(block);
        rules.add(at, rule);
        if (rules.size() > BLOCK) {
            split(block, at == rules.size() - 1 ? rules.size() - 1 : rules.size() / 2);
        }
        size++;
        count(rule, 1);
    }

    private void split(int block, int at) {
        List<Rule> rules = blocks.get(block);
        List<Rule> rest = rules.subList(at, rules.size());
        blocks.add(block + 1, new ArrayList<>(rest));
        rest.clear();
    }

    /** @param index 0 to size − 1 */
    void remove(int index) {
        int at = index;
        for (int block = 0; block < blocks.size(); block++) {
            List<Rule> rules = blocks.get(block);
            if (at < rules.size()) {
                removeFrom(block, at);
                return;
            }
            at -= rules.size();
        }
    }

    private void removeFrom(int block, int at) {
        List<Rule> rules = blocks.get(block);
        count(rules.remove(at), -1);
        size--;
        if (rules.isEmpty()) {
            blocks.remove(block);
        }
    }

    /** Whether so many rules were looked for already that it is not known which are left. */
    boolean isWorn() {
        return looks > MOST_LOOKS;
    }

    /** Removes the first rule that means the same; false when there is none. */
    boolean removeFirst(Rule like) {
        Meaning meaning = Meaning.of(like);
        if (counts().getOrDefault(meaning, 0) == 0) {
            return false;
        }
        for (int block = 0; block < blocks.size(); block++) {
            List<Rule> rules = blocks.get(block);
            looks += rules.size();
            for (int at = 0; at < rules.size(); at++) {
                if (Meaning.of(rules.get(at)).equals(meaning)) {
                    removeFrom(block, at);
                    return true;
                }
            }
        }
        return false;
    }

    private Map<Meaning, Integer> counts() {
        if (counts == null) {
            counts = new HashMap<>();
            toList().forEach(rule -> count(rule, 1));
        }
        return counts;
    }

    private void count(Rule rule, int by) {
        if (counts != null) {
            counts.merge(Meaning.of(rule), by, Integer::sum);
        }
    }

    void clear() {
        blocks.clear();
        size = 0;
        counts = null;
    }

    List<Rule> toList() {
        List<Rule> all = new ArrayList<>(size);
        blocks.forEach(all::addAll);
        return all;
    }
}
