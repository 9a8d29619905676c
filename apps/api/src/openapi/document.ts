import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { personas } from '#contract';

const description = `Evolve moves an organisation from one structure to another through stages, gates and dated milestones.

Every route under \`/api/v1\` needs an identity. On a demonstration server, act as a persona with the header \`Evolve-Persona\`: ${personas.map(({ id }) => `\`${id}\``).join(', ')}.

Errors are problem details (RFC 9457). What is refused says every reason, what each rests on, and who can clear it.`;

/** The OpenAPI 3.1 document of every route. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Evolve')
    .setDescription(description)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .setOpenAPIVersion('3.1.0')
    .addServer('/')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'Evolve-Persona' }, 'persona')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'demo-<persona>' }, 'bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) =>
      `${controller.replace('Controller', '').toLowerCase()}-${method}`,
    standardSchemaConverter: (schema, { schemaType }) =>
      schema instanceof z.ZodType ? converted(schema, schemaType) : undefined,
  });
  return { ...document, paths: finishedPaths(document.paths) };
}

/** A schema in the dialect of OpenAPI 3.1; those with an id become components. */
function converted(schema: z.ZodType, io: 'input' | 'output') {
  // Wrapped, so that a schema with an id of its own comes out as a definition too.
  const wrapped = z.toJSONSchema(z.object({ it: schema }), { target: 'draft-2020-12', io });
  return {
    schema: wrapped.properties?.['it'],
    components: Object.fromEntries(
      Object.entries(wrapped.$defs ?? {}).map(([id, each]) => [id, withoutId(each)]),
    ),
  };
}

function withoutId(schema: z.core.JSONSchema.BaseSchema) {
  const { id: _id, $id: _$id, ...rest } = schema;
  return rest;
}

/** Says of each route whether it needs an identity, and of problems their own media type. */
function finishedPaths(paths: OpenAPIObject['paths']): OpenAPIObject['paths'] {
  return Object.fromEntries(
    Object.entries(paths).map(([path, methods]) => [
      path,
      Object.fromEntries(
        Object.entries(methods).map(([method, operation]) => [
          method,
          finishedOperation(path, operation),
        ]),
      ),
    ]),
  );
}

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

function finishedOperation(path: string, operation: Operation): Operation {
  const responses = Object.entries(operation.responses).map(([status, response]) => [
    status,
    response !== undefined && 'content' in response && Number(status) >= 400
      ? { ...response, content: asProblem(response.content) }
      : response,
  ]);
  const security = path.startsWith('/api/v1') ? [{ persona: [] }, { bearer: [] }] : [];
  return { ...operation, security, responses: Object.fromEntries(responses) };
}

const asProblem = <Media>(content: Record<string, Media> | undefined) => {
  const media = content?.['application/json'];
  return media === undefined ? content : { 'application/problem+json': media };
};
