package io.portgrade.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Adds to the contract, while it is built, what its operations have in common: answers, problem documents and examples. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ContractFilter implements OASFilter {

    private static final int FIRST_ERROR = 400;

    @Override
    public Operation filterOperation(Operation operation) {
        String id = operation.getOperationId();
        if (id == null) {
            return operation;
        }
        if (operation.getRequestBody() != null) {
            addExamples(operation.getRequestBody().getContent(), id + "-request");
        }
        CommonAnswer.addTo(operation);
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (Integer.parseInt(status) >= FIRST_ERROR) {
                describeProblem(response);
            } else {
                addExamples(response.getContent(), id + "-response");
            }
        });
        return operation;
    }

    private static void describeProblem(APIResponse response) {
        response.setContent(OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("Problem"))));
    }

    private static void addExamples(Content content, String name) {
        for (Map.Entry<String, MediaType> entry : content.getMediaTypes().entrySet()) {
            ContractExample.find(name, entry.getKey())
                    .ifPresent(example -> entry.getValue().setExample(example.value()));
        }
    }
}
