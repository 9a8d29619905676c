import { openLived, publishReference, type LivedProgramme } from '../../support/lived-programme.js';
import { reference } from '../../support/reference-programme.js';
import { startTestApi, type TestApi } from '../../support/test-api.js';

describe('audit story 6: trace to source', () => {
  let test: TestApi;
  let lived: LivedProgramme;
  beforeAll(async () => {
    test = await startTestApi();
    lived = await openLived(test, await publishReference(test), 'sources');
  }, 60_000);
  afterAll(() => test.close());

  const citing = Object.entries(reference.items).filter(([, { sources }]) => sources.length > 0);

  it('each item opens the verbatim quote, the document and the lines of all it cites', async () => {
    expect(citing.length).toBeGreaterThan(30);
    for (const [id, { sources }] of citing) {
      const { body } = await lived.read(`/items/${id}`, 'auditor');
      const cited = sources.flatMap((source) => {
        const fact = reference.facts[source];
        return fact === undefined ? [] : [{ source, quote: fact.quote, lines: fact.lines }];
      });
      expect(cited).not.toEqual([]);
      expect([id, body.facts]).toEqual([
        id,
        expect.arrayContaining(
          cited.map(({ quote, lines }) => expect.objectContaining({ quote, lines })),
        ),
      ]);
    }
  });

  it('what is our own choice cites nothing, and says that it is proposed', async () => {
    const { body } = await lived.read('/items/baselines', 'auditor');
    expect(body).toMatchObject({ mark: 'proposed', facts: [] });
  });
});
