package io.portgrade.firewall.dialect.nft;

import java.util.ArrayList;
import java.util.List;

/** A named set or map while its text is read. */
final class SetDraft {

    private final List<Expression> elements = new ArrayList<>();
    private boolean changing;

    /** May be changed. */
    List<Expression> elements() {
        return elements;
    }

    /** Whether its elements come and go by themselves. */
    boolean isChanging() {
        return changing;
    }

    void setChanging() {
        changing = true;
    }
}
