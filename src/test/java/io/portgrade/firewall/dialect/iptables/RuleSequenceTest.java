package io.portgrade.firewall.dialect.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Rule;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSequenceTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void doesWhatAListDoes(long seed) {
        Random random = new Random(seed);
        RuleSequence sequence = new RuleSequence();
        List<Rule> list = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            Rule rule = new Rule(
                    List.of(), new Action.Jump("C" + random.nextInt(500)), SourceLocation.of("fw", i + 1), "rule " + i);
            int what = random.nextInt(10);
            if (what < 4) {
                sequence.add(rule);
                list.add(rule);
            } else if (what < 8) {
                int index = random.nextBoolean() ? 0 : random.nextInt(list.size() + 1);
                sequence.insert(index, rule);
                list.add(index, rule);
            } else if (what == 8 && !list.isEmpty()) {
                int index = random.nextInt(list.size());
                sequence.remove(index);
                list.remove(index);
            } else {
                assertThat(sequence.removeFirst(rule)).isEqualTo(removeFirst(list, rule));
            }
        }
        assertThat(sequence.toList()).isEqualTo(list);
        assertThat(sequence.size()).isEqualTo(list.size());
    }

    private static boolean removeFirst(List<Rule> list, Rule like) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).action().equals(like.action())) {
                list.remove(i);
                return true;
            }
        }
        return false;
    }
}
