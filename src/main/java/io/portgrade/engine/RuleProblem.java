package io.portgrade.engine;

/**
 * Why a rule file was refused.
 *
 * @param path the file, below its rules directory
 * @param line counts from 1
 * @param reason one sentence for the author of the rule
 */
public record RuleProblem(String path, int line, String reason) implements Comparable<RuleProblem> {

    @Override
    public int compareTo(RuleProblem other) {
        int byPath = path.compareTo(other.path);
        return byPath != 0 ? byPath : Integer.compare(line, other.line);
    }

    @Override
    public String toString() {
        return path + ":" + line + ": " + reason;
    }
}
