import { moveYaml } from '../support/move-programme.js';
import { startTestApi, type TestApi } from '../support/test-api.js';

const events = '/api/v1/programmes/move/events';

// The programme office may move a milestone's forecast, so that only what it says can be refused.
const yaml = moveYaml.replace(
  'roles: [OWNER]\n            payload: { reason',
  'roles: [PMO]\n            payload: { reason',
);

describe('bad input over HTTP', () => {
  let test: TestApi;
  beforeAll(async () => {
    test = await startTestApi();
    await test.rehearse('move', '2026-03-02 08:00', yaml);
  });
  afterAll(() => test.close());

  /** Everything a bad request could have changed. */
  const stored = async () => {
    const { rows } = await test.api.store.pool.query(
      `SELECT (SELECT count(*) FROM definition) AS definitions, (SELECT sum(version) FROM item) AS items,
         (SELECT version FROM programme) AS version, (SELECT count(*) FROM timer) AS timers`,
    );
    return rows;
  };
  const json = { 'content-type': 'application/json' };

  it.each<[string, string, string]>([
    ['a key of no meaning', moveYaml.replace('zone:', 'zoon:'), 'did you mean "zone"?'],
    ['a key given twice', `${moveYaml}\nzone: UTC\n`, 'the key "zone" is given twice'],
    ['a name that cannot be one', `${moveYaml}\n__proto__: {}\n`, '"__proto__" is a name that'],
    ['brackets without end', `a: ${'['.repeat(50_000)}`, 'nested far too deep'],
    ['aliases without end', bomb(), 'aliases such as this one repeat the file'],
    ['nothing', '', 'the file is empty'],
  ])('a definition with %s is told line and column, and not stored', async (_, yaml, detail) => {
    const before = await stored();
    const body = { entry: 'programme.yaml', files: { 'programme.yaml': yaml } };
    const sent = await test.post('/api/v1/definitions', body);
    expect(sent).toMatchObject({ status: 422, body: { code: 'DEFINITION_INVALID' } });
    expect(sent.body.detail).toMatch(/programme\.yaml:\d+:\d+ /);
    expect(JSON.stringify(sent.body.errors)).toContain(JSON.stringify(detail).slice(1, -1));
    expect(await stored()).toEqual(before);
  });

  it.each<[string, number, string, string | object, Record<string, string>]>([
    ['names of the language', 400, 'INVALID_REQUEST', '{"item":"M1","__proto__":{"a":1}}', json],
    [
      'names of the language within',
      400,
      'INVALID_REQUEST',
      '{"item":"M1","event":"CLAIM","payload":{"__proto__":{"a":1}}}',
      json,
    ],
    ['five megabytes', 413, 'BODY_TOO_LARGE', `"${'x'.repeat(5_000_000)}"`, json],
    [
      'nesting without end',
      400,
      'INVALID_REQUEST',
      `{"item":"M1","event":"CLAIM","payload":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`,
      json,
    ],
    ['half of JSON', 400, 'INVALID_REQUEST', '{"item":', json],
    [
      'a form',
      415,
      'WRONG_CONTENT_TYPE',
      'item=M1',
      { 'content-type': 'application/x-www-form-urlencoded' },
    ],
    ['XML', 415, 'WRONG_CONTENT_TYPE', '<item/>', { 'content-type': 'application/xml' }],
    [
      'a day of occurrence that does not exist',
      400,
      'INVALID_REQUEST',
      { item: 'M1', event: 'CLAIM', occurredOn: '2026-02-30' },
      {},
    ],
  ])('an event of %s is a problem, and changes nothing', async (_, status, code, body, headers) => {
    const before = await stored();
    const sent = await test.post(events, body, {
      as: 'sro',
      key: `bad-${code}-${status}`,
      headers,
    });
    expect(sent).toMatchObject({ status, body: { code } });
    expect(sent.headers['content-type']).toContain('application/problem+json');
    expect(await stored()).toEqual(before);
  });

  const reforecast = (payload: object, key: string) =>
    test.post(events, { item: 'M1', event: 'REFORECAST', payload }, { key });

  it.each([
    ['without a reason', { forecast: '2026-04-02' }, '"reason" is missing'],
    ['with an empty reason', { forecast: '2026-04-02', reason: ' ' }, 'must not be empty'],
    ['to a day that does not exist', { forecast: '2026-04-31', reason: 'Late.' }, '"2026-04-31"'],
  ])('a reforecast %s is refused, and changes nothing', async (what, payload, detail) => {
    const before = await stored();
    expect(await reforecast(payload, what)).toMatchObject({
      status: 422,
      body: { code: 'INVALID_PAYLOAD', detail: expect.stringContaining(detail) },
    });
    expect(await stored()).toEqual(before);
  });

  it.each([
    ['abc', '"abc" is not accepted: '],
    ['0', '"0" is not accepted: '],
    ['1000', '"1000" is not accepted: '],
    ['9'.repeat(80), `"${'9'.repeat(60)}…" is not accepted: `],
  ])('a limit of %s in an address is quoted, with what is expected', async (limit, detail) => {
    const address = `${events.replace(/events$/, 'history')}?limit=`;
    expect(await test.get(address + limit)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', detail: expect.stringContaining(detail) },
    });
    expect((await test.get(`${address}2`)).body.entries).toHaveLength(2);
  });

  it('a reforecast with a reason, to a day that exists, is accepted', async () => {
    const sent = await reforecast({ forecast: '2026-04-02', reason: 'Late.' }, 'good');
    expect(sent.status).toBe(201);
  });
});

function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 10; level += 1) {
    lines.push(
      `a${level}: &a${level} [${Array(10)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
    );
  }
  return lines.join('\n');
}
