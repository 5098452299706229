package io.portgrade.bench;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** Reads a body and does nothing with it: what any answer costs on this server. */
@Path("/no-op")
public class NoOpResource {

    @POST
    @NonBlocking
    @Produces("text/plain")
    public String read(byte[] body) {
        return "ok";
    }
}
