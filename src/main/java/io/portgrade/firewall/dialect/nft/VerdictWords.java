package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Action;
import java.util.Map;
import java.util.Optional;

/** Verdicts that are one word. {@code nft(8), VERDICT STATEMENT}. */
final class VerdictWords {

    private static final Map<String, Action> BY_NAME = Map.of(
            "accept", new Action.Accept(),
            "drop", new Action.Drop(),
            "reject", new Action.Drop(),
            "return", new Action.Return(),
            "continue", new Action.Continue(),
            "queue", new Action.Unmodelled("queue"));

    private VerdictWords() {}

    static Optional<Action> find(String word) {
        return Optional.ofNullable(BY_NAME.get(word));
    }
}
