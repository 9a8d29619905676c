import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { startTestApi, type TestApi } from '../../../../test/support/test-api.js';

type Node = Record<string, unknown>;

/** As much of the document as the tests look at. */
type Document = {
  openapi: string;
  components: { securitySchemes: Node; schemas: { NewEvent: Node } };
  paths: Record<string, Record<string, Operation>>;
};
type Operation = {
  operationId: string;
  parameters?: { in: string; name: string; required?: boolean }[];
  responses: Record<string, { content: Record<string, { schema?: unknown }> } | undefined>;
  security: unknown;
};

/** Every object in a JSON value, itself included. */
function* objectsIn(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Node;
  for (const each of Object.values(value)) yield* objectsIn(each);
}

describe('the OpenAPI document', () => {
  let test: TestApi;
  let document: Document;
  beforeAll(async () => {
    test = await startTestApi();
    document = (await test.get('/api/openapi.json', null)).body;
  });
  afterAll(() => test.close());

  const operationOf = (method: string, path: string): Operation => {
    const operation = document.paths[path]?.[method];
    if (operation === undefined) throw new Error(`${method} ${path} is not described`);
    return operation;
  };

  it('is of version 3.1 and names a server, security schemes and examples', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.components.securitySchemes)).toEqual(['persona', 'bearer']);
    expect(document.components.schemas.NewEvent.example).toMatchObject({ item: 'M06' });
  });

  it.each([
    ['get', '/api/v1/programmes'],
    ['post', '/api/v1/programmes'],
    ['get', '/api/v1/programmes/{programme}'],
    ['get', '/api/v1/programmes/{programme}/items'],
    ['get', '/api/v1/programmes/{programme}/items/{item}'],
    ['get', '/api/v1/programmes/{programme}/available'],
    ['post', '/api/v1/programmes/{programme}/events'],
    ['get', '/api/v1/programmes/{programme}/milestones'],
    ['get', '/api/v1/programmes/{programme}/reminders'],
    ['get', '/api/v1/programmes/{programme}/notices'],
    ['get', '/api/v1/programmes/{programme}/tasks'],
    ['get', '/api/v1/programmes/{programme}/decisions'],
    ['get', '/api/v1/programmes/{programme}/deliveries'],
    ['post', '/api/v1/programmes/{programme}/deliveries/{delivery}/resend'],
    ['get', '/api/v1/programmes/{programme}/history'],
    ['get', '/api/v1/programmes/{programme}/history/verify'],
    ['post', '/api/v1/programmes/{programme}/clock'],
    ['get', '/api/v1/definitions'],
    ['post', '/api/v1/definitions'],
    ['get', '/api/v1/me'],
    ['get', '/api/v1/inbox'],
    ['post', '/api/v1/inbox/{programme}/{notice}/read'],
    ['post', '/api/v1/inbox/{programme}/{notice}/unread'],
    ['post', '/api/v1/inbox/read'],
    ['get', '/api/v1/me/preferences'],
    ['put', '/api/v1/me/preferences'],
    ['get', '/api/v1/me/addresses'],
    ['put', '/api/v1/me/addresses/{channel}'],
    ['delete', '/api/v1/me/addresses/{channel}'],
    ['get', '/api/v1/programmes/{programme}/addresses'],
    ['put', '/api/v1/programmes/{programme}/addresses/{channel}'],
    ['delete', '/api/v1/programmes/{programme}/addresses/{channel}'],
    ['get', '/api/v1/me/feeds'],
    ['post', '/api/v1/me/feeds'],
    ['post', '/api/v1/me/feeds/{feed}/rotate'],
    ['delete', '/api/v1/me/feeds/{feed}'],
    ['get', '/api/v1/operations'],
    ['post', '/api/v1/operations/channels/{channel}/pause'],
    ['post', '/api/v1/operations/channels/{channel}/resume'],
  ])('describes %s %s with its good answer and its problems', (method, path) => {
    const operation = operationOf(method, path);
    const good = operation.responses['200'] ?? operation.responses['201'];
    expect(good?.content['application/json']?.schema).toBeDefined();
    expect(operation.responses['401']?.content).toHaveProperty(['application/problem+json']);
    expect(operation.security).toEqual([{ persona: [] }, { bearer: [] }]);
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const declared = (operation.parameters ?? [])
      .filter((each) => each.in === 'path')
      .map((each) => each.name);
    expect(new Set(declared)).toEqual(new Set(inPath));
  });

  it('covers every /api/v1 route there is, and no other', () => {
    const { app } = test.api;
    const scanner = app.get(MetadataScanner);
    const served = app
      .get(DiscoveryService)
      .getControllers()
      .flatMap(({ metatype }) => {
        const { prototype } = metatype as { prototype: object }; // a controller is a class
        return scanner.getAllMethodNames(prototype).map((name) => {
          const handler: object = Reflect.get(prototype, name);
          const path = [metatype ?? {}, handler]
            .map((each) => String(Reflect.getMetadata(PATH_METADATA, each) ?? ''))
            .join('/');
          return `/${path}`.replaceAll(/\/+/g, '/').replaceAll(/:(\w+)/g, '{$1}');
        });
      })
      .map((path) => path.replace(/\/$/, ''))
      .filter((path) => path.startsWith('/api/v1/'));
    const described = Object.keys(document.paths).filter((path) => path.startsWith('/api/v1/'));
    expect(new Set(described)).toEqual(new Set(served));
  });

  it('refers to nothing that it does not hold', () => {
    const refs = [...objectsIn(document)].flatMap(({ $ref }) =>
      typeof $ref === 'string' ? [$ref] : [],
    );
    expect(refs.length).toBeGreaterThan(20);
    for (const ref of new Set(refs)) {
      const held = ref
        .replace('#/', '')
        .split('/')
        .reduce<unknown>((node, key) => (node as Node | undefined)?.[key], document);
      expect([ref, typeof held]).toEqual([ref, 'object']);
    }
  });

  it('says nothing in the words of OpenAPI 3.0', () => {
    for (const node of objectsIn(document)) expect(node).not.toHaveProperty('nullable');
  });

  it('names each operation once', () => {
    const ids = [...objectsIn(document.paths)].flatMap(({ operationId }) =>
      typeof operationId === 'string' ? [operationId] : [],
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('asks for the idempotency key and refuses unknown keys of the body', () => {
    const { parameters } = operationOf('post', '/api/v1/programmes/{programme}/events');
    const key = parameters?.find((each) => each.name === 'Idempotency-Key');
    expect(key).toMatchObject({ in: 'header', required: true });
    expect(document.components.schemas.NewEvent.additionalProperties).toBe(false);
  });
});
