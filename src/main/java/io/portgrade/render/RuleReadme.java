package io.portgrade.render;

import io.portgrade.rule.RuleDescription;

/** What a rule's README says, for those who show it beside a finding. */
record RuleReadme(RuleDescription rule) {

    private static final String FIRST_HEADING = "## What it checks\n";

    /** The whole of it, Markdown. */
    String markdown() {
        return VisibleText.block(rule.readme());
    }

    /** The first paragraph on what the rule checks, on one line and without code marks; the title where there is none. */
    String summary() {
        String readme = rule.readme();
        int heading = readme.indexOf(FIRST_HEADING);
        if (heading < 0) {
            return VisibleText.line(rule.title());
        }
        String section = readme.substring(heading + FIRST_HEADING.length()).strip();
        int end = section.indexOf("\n\n");
        return VisibleText.line(end < 0 ? section : section.substring(0, end)).replace("`", "");
    }
}
