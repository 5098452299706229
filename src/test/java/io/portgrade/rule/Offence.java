package io.portgrade.rule;

/**
 * Something that the lint does not let pass.
 *
 * @param path of the rule file, below the rules directory
 * @param line counted from 1
 */
record Offence(String path, int line, String reason) {

    @Override
    public String toString() {
        return path + ":" + line + ": " + reason;
    }
}
