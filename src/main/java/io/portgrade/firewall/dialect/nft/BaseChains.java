package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Chain;
import io.portgrade.firewall.Hook;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** How netfilter calls a base chain. {@code nft(8), CHAINS}. */
final class BaseChains {

    /** After everything else that sees what goes out. */
    private static final int EGRESS = 1_000_000;

    private static final long MAX_PRIORITY = Integer.MAX_VALUE - EGRESS;

    private static final Map<String, Integer> PRIORITIES =
            Map.of("raw", -300, "mangle", -150, "dstnat", -100, "filter", 0, "security", 50, "srcnat", 100);

    private static final Map<String, Hook> HOOKS = Map.of(
            "ingress", Hook.INGRESS,
            "prerouting", Hook.PREROUTING,
            "input", Hook.INPUT,
            "forward", Hook.FORWARD,
            "output", Hook.OUTPUT,
            "postrouting", Hook.POSTROUTING,
            "egress", Hook.POSTROUTING);

    private BaseChains() {}

    /** Whether it is about the packets of some devices only. */
    static boolean isOfDevices(ChainDraft.Base written) {
        return written.hook().equals("ingress") || written.hook().equals("egress");
    }

    /** Empty when a word of it is not known. */
    static Optional<Chain.Base> find(ChainDraft chain, ChainDraft.Base written) {
        Hook hook = HOOKS.get(written.hook());
        OptionalInt priority = priority(written.priority());
        boolean type = written.type().equals("filter")
                || written.type().equals("nat")
                || written.type().equals("route");
        boolean policy = chain.policy().equals("accept") || chain.policy().equals("drop");
        if (hook == null || priority.isEmpty() || !type || !policy) {
            return Optional.empty();
        }
        int shift = written.hook().equals("egress") ? EGRESS : 0;
        return Optional.of(new Chain.Base(
                hook,
                priority.getAsInt() + shift,
                written.type().equals("nat"),
                chain.policy().equals("accept")));
    }

    /** {@code filter}, {@code -150}, {@code dstnat+5}. */
    private static OptionalInt priority(String text) {
        int letters = 0;
        while (letters < text.length() && Character.isLetter(text.charAt(letters))) {
            letters++;
        }
        Integer named = letters == 0 ? Integer.valueOf(0) : PRIORITIES.get(text.substring(0, letters));
        String rest = text.substring(letters);
        if (named == null || text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (rest.isEmpty()) {
            return OptionalInt.of(named);
        }
        boolean signed = rest.startsWith("+") || rest.startsWith("-");
        OptionalLong number = Numbers.find(signed ? rest.substring(1) : rest);
        if (number.isEmpty() || number.getAsLong() > MAX_PRIORITY || letters > 0 && !signed) {
            return OptionalInt.empty();
        }
        int shift = (int) number.getAsLong();
        return OptionalInt.of(named + (rest.startsWith("-") ? -shift : shift));
    }
}
