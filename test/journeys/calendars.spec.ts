import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { calendarYaml, shippedTable } from '../support/calendar-programme.js';
import { runWith } from '../support/cli.js';
import { startTestApi, type TestApi } from '../support/test-api.js';

const entry = 'programmes/own/programme.yaml';
const parts = [
  'programmes/kinds/calendar.yaml',
  'programmes/calendars/uk-bank-holidays.yaml',
  'programmes/kinds/approval.yaml',
];
const shipped = Object.fromEntries(parts.map((path) => [path, readFileSync(path, 'utf8')]));
const closed = shippedTable('england-and-wales', { holidays: { '2013-12-02': 'Company day' } });
const files = {
  ...shipped,
  [entry]: calendarYaml,
  'new.yaml': stringify({ format: 'evolve/part/1', calendars: { 'england-and-wales': closed } }),
  'same.yaml': shipped[parts[1] ?? ''] ?? '',
  'parts.yaml': `format: evolve/part/1\ncalendars: { scotland: { title: S, parts: [{ calendar: wales }] } }`,
  'bad.yaml': `format: evolve/part/1\ncalendars: { x: { title: X, holidays: { '2013-02-30': no } } }`,
};

describe('calendars, from the definition to an adoption', () => {
  let test: TestApi;
  beforeAll(async () => {
    test = await startTestApi();
    const published = await test.post('/api/v1/definitions', {
      entry,
      files: { ...shipped, [entry]: calendarYaml },
    });
    const opening = { id: 'border', clock: 'rehearsal', startAt: '2013-10-01 08:00' };
    await test.post('/api/v1/programmes', { ...opening, definition: published.body.hash });
  });
  afterAll(() => test.close());

  const run = (...args: string[]) =>
    runWith({ test, files, env: { EVOLVE_AS: 'programme-manager' } }, args);

  it('offline, a plan shows the years, hash and sources of each calendar', async () => {
    const { out } = await run('plan', entry);
    expect(out).toMatch(/england-and-wales \* +2010–2028 +157 +1 +[0-9a-f]{12}/);
    expect(out).toMatch(/scotland +2010–2028 +177 +2 .*one source only for 2010, 2011/);
  });

  it('offline, a plan shows what other holidays would move', async () => {
    const { out } = await run('plan', entry, '--calendar', 'new.yaml');
    expect(out).toContain('With england-and-wales as in new.yaml, 1 milestone would change.');
    expect(out).toMatch(/south +2013-12-02 → 2013-11-29 .*T-5 2013-11-25 → 2013-11-22/);
    const same = await run('plan', entry, '--calendar', 'same.yaml');
    expect(same.out).toContain('0 milestones would change.');
  });

  it.each([
    ['gone.yaml', 'There is no file "gone.yaml".'],
    ['bad.yaml', 'must be a day that exists'],
    ['parts.yaml', 'calendar "scotland" has the part "wales", which is not there'],
    [parts[0] ?? '', 'charts'],
  ])('offline, %s is refused as calendars', async (file, message) => {
    const { code, err } = await run('plan', entry, '--calendar', file);
    expect(code).toBeGreaterThan(0);
    expect(err).toContain(message);
  });

  it('the API says which milestones count by which calendar', async () => {
    const { body } = await test.get('/api/v1/programmes/border/calendars');
    expect(body.register).toBe('calendars');
    expect(body.calendars).toMatchObject([
      { name: 'england-and-wales', isDefault: true, milestones: ['south'], adopted: false },
      { name: 'scotland', milestones: ['north', 'glasgow'], oneSource: [2010, 2011] },
      { name: 'northern-ireland', milestones: [] },
    ]);
  });

  it('a preview shows the deadline and reminders that would move, and adopts nothing', async () => {
    const adopt = ['adopt-calendar', 'england-and-wales', 'new.yaml'];
    const { out } = await run(...adopt, '--preview');
    expect(out).toContain('Nobody moves deadlines alone');
    expect(out).toContain('Once approved, it would come to this.');
    expect(out).toMatch(/south +2013-12-02 +2013-12-02 → 2013-11-29/);
    expect(out).toContain('reminder T-5@2013-11-29 of south would come on 2013-11-22 09:00');
    expect(out).toContain(
      'reminder T-5@2013-12-02 of south would not come: its deadline moved from 2013-12-02 to 2013-11-29',
    );
    expect((await run('calendars')).out).not.toContain('adopted since');
  });

  it('an adoption needs a reason, the role, and a table of that name', async () => {
    const adopt = ['adopt-calendar', 'england-and-wales', 'new.yaml'];
    expect(await run(...adopt)).toMatchObject({
      code: 2,
      err: expect.stringContaining('--reason'),
    });
    const pmo = await run(...adopt, '--reason', 'Closed', '--as', 'pmo');
    expect(pmo).toMatchObject({
      code: 1,
      err: expect.stringContaining('is for Programme manager (PROGRAMME_MANAGER)'),
    });
    const other = await run('adopt-calendar', 'wales', 'new.yaml', '--reason', 'Closed');
    expect(other.err).toContain('new.yaml has no calendar "wales"; it has england-and-wales.');
  });

  it('an adoption waits for another person, and the refusal says how to ask', async () => {
    const adopt = ['adopt-calendar', 'england-and-wales', 'new.yaml', '--reason', 'Closed'];
    const alone = await run(...adopt);
    expect(alone).toMatchObject({ code: 1, err: expect.stringContaining('with --ask') });
    const { out } = await run(...adopt, '--ask');
    expect(out).toContain('Created: approval-1');
    expect(out).toContain('send the same command without --ask');
    const own = await run('send', 'approval-1', 'APPROVE', '--as', 'programme-manager');
    expect(own.code).toBe(1);
    expect((await run('send', 'approval-1', 'APPROVE', '--as', 'sro')).code).toBe(0);
    const { out: seen } = await run(...adopt, '--preview', '--as', 'programme-manager');
    expect(seen).toContain('It would be accepted. Nothing was sent.');
  });

  it('an adoption is history with both hashes, and supersedes what it moves', async () => {
    const adopt = ['adopt-calendar', 'england-and-wales', 'new.yaml', '--reason', 'Closed'];
    expect((await run(...adopt)).out).toContain('Accepted.');
    expect((await run('calendars')).out).toContain('adopted since');
    const { body } = await test.get('/api/v1/programmes/border/reminders?item=south');
    expect(body.reminders).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ key: 'T-5@2013-12-02', status: 'superseded' }),
        expect.objectContaining({ key: 'T-5@2013-11-29', status: 'pending' }),
      ]),
    );
    await run(...adopt, '--ask');
    await run('send', 'approval-2', 'APPROVE', '--as', 'sro');
    const again = await run(...adopt);
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('is in force already') });
    const verified = await run('verify', 'border');
    expect(verified.code).toBe(0);
  });
});
