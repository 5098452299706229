package io.portgrade.kernel;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A laboratory for the tests of one class, with defaults before each, and the table that they fill. */
abstract class CapacityRuns {

    static final double ONE_PORT = 1;
    static final double FIVE_PERCENT = 0.05;
    static final String COUNT = "";

    static final LabTable TABLE = new LabTable();
    static CapacityLab lab;

    @BeforeAll
    static void open() {
        lab = CapacityLab.open();
    }

    @AfterAll
    static void close() throws IOException {
        if (lab != null) {
            lab.close();
            TABLE.write();
        }
    }

    @BeforeEach
    void defaults() {
        lab.restoreDefaults();
    }
}
