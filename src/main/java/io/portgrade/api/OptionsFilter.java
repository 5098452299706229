package io.portgrade.api;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Corrects what the framework answers to OPTIONS: it names HEAD where there is no GET. */
final class OptionsFilter {

    private final AllowedMethods methods;

    OptionsFilter(AllowedMethods methods) {
        this.methods = methods;
    }

    @ServerResponseFilter
    void allow(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getMethod().equals(HttpMethod.OPTIONS) && response.getStatus() == 200) {
            response.getHeaders()
                    .putSingle("Allow", methods.of(request.getUriInfo().getPath()));
        }
    }
}
