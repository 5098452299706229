package io.portgrade.report;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Finding;
import java.util.ArrayDeque;
import java.util.Deque;

/** Recognises a finding in a later report of the same host: FNV-1a, 64 bits, of what does not change while it stands. */
final class Fingerprint {

    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Fingerprint() {}

    static String of(Finding finding) {
        long hash = add(OFFSET_BASIS, finding.rule());
        for (Evidence evidence : finding.evidence()) {
            hash = add(add(hash, evidence.key()), shortest(evidence.source()));
        }
        String digits = Long.toHexString(hash);
        return "0".repeat(16 - digits.length()) + digits;
    }

    /**
     * A path as everyone spells it, without what leads nowhere: {@code sd/a.conf} for {@code ./sd//a.conf} and for {@code
     * sd/../sd/a.conf}. Above where the path starts only a relative one leads.
     */
    private static String shortest(String path) {
        if (!path.contains("//") && !path.contains("./")) {
            return path;
        }
        boolean absolute = path.startsWith("/");
        Deque<String> names = new ArrayDeque<>();
        for (String name : path.split("/")) {
            boolean up = name.equals("..");
            if (up && !names.isEmpty() && !names.getLast().equals("..")) {
                names.removeLast();
            } else if (!name.isEmpty() && !name.equals(".") && !(up && absolute)) {
                names.add(name);
            }
        }
        return (absolute ? "/" : "") + String.join("/", names);
    }

    private static long add(long hash, String text) {
        long result = hash;
        for (int i = 0; i < text.length(); i++) {
            result = (result ^ text.charAt(i)) * PRIME;
        }
        return (result ^ '\n') * PRIME;
    }
}
