import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  compileDefinition,
  definitionHash,
  lint,
  loadScript,
  rehearse,
  stateWords,
  type Rehearsal,
  type Script,
  type ScriptRow,
} from '#programme';
import { sha256, shippedDefinition } from '../support/reference-programme.js';

const folder = 'programmes/nhs-merger';
const { definition, locate } = shippedDefinition(`${folder}/programme.yaml`);
const compiled = compileDefinition(definition, definitionHash(definition, sha256));
const script = shippedScript();

function shippedScript(): Script {
  const loaded = loadScript('events.yaml', readFileSync(`${folder}/events.yaml`, 'utf8'));
  if (loaded.ok) return loaded.script;
  throw new Error(loaded.problems.map((each) => each.message).join('\n'));
}

const rehearsed = (events: ScriptRow[], until = script.until): Rehearsal =>
  rehearse(compiled, { ...script, events, ...(until !== undefined && { until }) }, sha256);
const rowsUntil = (at: string) => script.events.filter((row) => row.at < at);
const row = (at: string, as: string, event: string, more: Partial<ScriptRow> = {}): ScriptRow => {
  return { at, mark: 'assumed', as, item: 'merger', event, payload: {}, ...more };
};
const mergerOf = (rehearsal: Rehearsal) => stateWords(rehearsal.state.items['merger']?.value ?? '');

describe('the merger of two trusts, as data only', () => {
  it('lints without a message', () => {
    expect(lint(definition, locate)).toEqual([]);
  });

  it('is lived through to its end, with the refusals foreseen and no other', () => {
    const { refusals, unforeseen, state } = rehearsed(script.events);
    const foreseen = script.events.filter((each) => each.refused !== undefined);
    expect(refusals.filter((each) => !each.foreseen)).toEqual([]);
    expect(refusals).toHaveLength(foreseen.length);
    expect(unforeseen).toEqual([]);
    expect(stateWords(state.items['merger']?.value ?? '')).toBe('closed');
    const open = Object.values(state.items)
      .filter((item) => item.chart === 'milestone' && stateWords(item.value) !== 'achieved')
      .map((item) => item.id);
    expect(open).toEqual([]);
  });
});

describe('the approvals of the merger', () => {
  const approvals = script.events.filter(
    (each) =>
      /_APPROVES?$/.test(each.event) &&
      each.item === 'merger' &&
      each.refused === undefined &&
      each.at < '2027-02-01',
  );
  const before = [
    ...rowsUntil('2026-12-01').filter((each) => each.refused === undefined),
    ...script.events.filter((each) => each.event === 'RECORD_VALUE'),
  ].toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const inOrder = (order: readonly ScriptRow[]) =>
    order.map((each, index) => ({ ...each, at: `2027-01-0${index + 1} 09:00` }));

  it('are six, and any order of them leads to the preparation of Day 1', () => {
    expect(approvals).toHaveLength(6);
    const all = fc.shuffledSubarray(approvals, { minLength: 6 });
    fc.assert(
      fc.property(all, (order) => {
        const done = rehearsed([...before, ...inOrder(order)], '2027-01-10 09:00');
        return done.refusals.length === 0 && mergerOf(done).startsWith('preDay1.preparing');
      }),
      { numRuns: 8 },
    );
  });

  it('are all needed: without any one of them the merger stays where it is', () => {
    for (const missing of approvals) {
      const others = inOrder(approvals.filter((each) => each !== missing));
      expect(mergerOf(rehearsed([...before, ...others], '2027-01-10 09:00'))).toContain(
        'approvals',
      );
    }
  });

  it('begin again when one of the six refers the case back, and the gate has to be passed again', () => {
    const given = inOrder(approvals.slice(0, 3));
    const back = row('2027-01-08 09:00', 'boardNorth', 'REFER_BACK_TO_CASE', {
      payload: { reason: 'The debt is too high' },
    });
    const done = rehearsed([...before, ...given, back], '2027-01-10 09:00');
    expect(mergerOf(done)).toBe('fullCase');
    const again = [
      row('2027-01-11 09:00', 'director', 'SUBMIT_FULL_CASE', {
        payload: { evidence: [{ title: 'Case', source: 'folder' }] },
      }),
      row('2027-01-12 09:00', 'north', 'NORTH_AGREES'),
      row('2027-01-12 10:00', 'south', 'SOUTH_AGREES'),
    ];
    const waiting = rehearsed([...before, ...given, back, ...again], '2027-01-13 09:00');
    expect(waiting.refusals).toEqual([]);
    expect(mergerOf(waiting)).toContain('fullCaseReview');
  });
});

describe('the two owners of the merger', () => {
  const upTo = rowsUntil('2026-09-08');
  const agree = (...owners: ('north' | 'south')[]) =>
    owners.map((owner, index) =>
      row(`2026-09-1${index} 09:00`, owner, `${owner.toUpperCase()}_AGREES`),
    );

  it('both agree, in either order, before the merger goes on', () => {
    const after = (...owners: ('north' | 'south')[]) =>
      mergerOf(rehearsed([...upTo, ...agree(...owners)], '2026-09-15 09:00'));
    expect(after('north', 'south')).toBe('fullCase');
    expect(after('south', 'north')).toBe('fullCase');
    expect(after('north')).toContain('strategicReview');
    expect(after('south')).toContain('strategicReview');
  });

  it('stop the merger together: one asks, and only the other can agree', () => {
    const asks = row('2026-09-10 09:00', 'north', 'NORTH_ASKS_TO_STOP', {
      payload: { reason: 'No money' },
    });
    const alone = row('2026-09-11 09:00', 'north', 'NORTH_AGREES_TO_STOP');
    const other = row('2026-09-11 09:00', 'south', 'SOUTH_AGREES_TO_STOP');
    const refused = rehearsed([...upTo, asks, alone], '2026-09-12 09:00');
    expect(refused.refusals.map((each) => each.refusal.code)).toEqual(['GUARD_FAILED']);
    expect(mergerOf(rehearsed([...upTo, asks, other], '2026-09-12 09:00'))).toBe('stopped');
  });
});

describe('the clinical-safety veto', () => {
  const steps = [...(compiled.charts['merger']?.steps.values() ?? [])];
  const back = /BACK|NOT_READY|DEFER|STOP|GO_ON|_READY$|RECORD_VALUE/;

  it('stands in the way of every step that leads on', () => {
    const unguarded = steps
      .filter((step) => step.body.to !== undefined && !back.test(step.event))
      .filter((step) => !JSON.stringify(step.body.guard ?? {}).includes('"clinical-safety"'))
      .map((step) => step.event);
    expect(unguarded).toEqual([]);
    expect(steps.filter((step) => step.by === 'system').length).toBeGreaterThan(5);
  });

  it('holds Day 1 up, says so once, and lets it come as soon as it is lifted', () => {
    const rows = script.events.filter((each) => each.at < '2027-04-01 16:00');
    const held = rehearsed(rows, '2027-04-01 12:00');
    expect(mergerOf(held)).toBe('preDay1.ready');
    const told = held.notices.filter((each) => each.template === 'blocked');
    expect(told.map((each) => each.item)).toEqual(['merger']);
    expect(mergerOf(rehearsed(rowsUntil('2027-04-01 17:00'), '2027-04-01 17:00'))).toBe('merged');
  });
});

describe('the consultations of the merger', () => {
  it('are each of one employer, and only the one about redundancies has a shortest period', () => {
    const on = (id: string, day: string) =>
      rehearsed(rowsUntil(`${day} 12:00`), `${day} 12:00`).state.items[id]?.value;
    expect(on('consultation-north', '2027-01-21')).toBe('open');
    expect(on('consultation-north', '2027-01-22')).toBe('closed');
    expect(on('consultation-offices', '2027-05-11')).toBe('open');
    expect(on('consultation-offices', '2027-05-12')).toBe('closed');
  });
});
