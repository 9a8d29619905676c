import { readFileSync } from 'node:fs';
import { calendarYaml } from '../support/calendar-programme.js';
import { runWith } from '../support/cli.js';
import { startTestApi, type TestApi } from '../support/test-api.js';

const entry = 'programmes/own/programme.yaml';
const parts = [
  'programmes/kinds/calendar.yaml',
  'programmes/calendars/uk-bank-holidays.yaml',
  'programmes/kinds/approval.yaml',
];
const forecasting = calendarYaml.replace(
  'active: { on: { CLAIM:',
  `active: { on: { REFORECAST: { roles: [PMO], payload: { forecast: { type: date } },
        changes: [ { set: { forecast: { payload: forecast } } } ] }, CLAIM:`,
);
const words =
  'North (north) is for 2031-03-31, and calendar scotland knows holidays from 2010 to 2028 alone: working days there are counted without any. Adopt a table that covers 2031.';

describe('a date that an event moves beyond the years its calendar knows', () => {
  let test: TestApi;
  beforeAll(async () => {
    test = await startTestApi();
    const shipped = parts.map((path) => [path, readFileSync(path, 'utf8')] as const);
    const files = { ...Object.fromEntries(shipped), [entry]: forecasting };
    const { body } = await test.post('/api/v1/definitions', { entry, files });
    const opening = { id: 'border', clock: 'rehearsal', startAt: '2013-10-01 08:00' };
    await test.post('/api/v1/programmes', { ...opening, definition: body.hash });
  });
  afterAll(() => test.close());

  const reforecast = (forecast: string) => {
    return { item: 'north', event: 'REFORECAST', payload: { forecast } };
  };
  const send = (forecast: string, key: string) =>
    test.post('/api/v1/programmes/border/events', reforecast(forecast), { key });
  const north = async () => {
    const { milestones } = (await test.get('/api/v1/programmes/border/milestones')).body;
    return milestones.find(({ item }: { item: string }) => item === 'north');
  };

  it('is foreseen by a preview', async () => {
    const { body } = await test.post('/api/v1/programmes/border/preview', reforecast('2031-03-31'));
    expect(body).toMatchObject({ accepted: true, warnings: [words] });
  });

  it('is said in the answer to the event, again under its key, and in the plan', async () => {
    expect(await send('2031-03-31', 'far')).toMatchObject({ body: { warnings: [words] } });
    expect(await send('2031-03-31', 'far')).toMatchObject({ body: { warnings: [words] } });
    expect(await north()).toMatchObject({ forecast: '2031-03-31', uncounted: words });
    const { out } = await runWith({ test, env: { EVOLVE_AS: 'pmo' } }, ['milestones']);
    expect(out).toContain(`! ${words}`);
  });

  it('is not said once it lies within them again', async () => {
    expect(await send('2013-12-20', 'near')).toMatchObject({ body: { warnings: [] } });
    expect(await north()).toMatchObject({ forecast: '2013-12-20', uncounted: null });
  });
});
