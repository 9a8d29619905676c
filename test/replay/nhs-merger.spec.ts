import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  compileDefinition,
  decide,
  definitionHash,
  lint,
  loadScript,
  milestonePlan,
  rehearse,
  stateWords,
  type Rehearsal,
  type Script,
  type ScriptRow,
} from '#programme';
import { person } from '../support/move-programme.js';
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
const both = { both: { person: 'P-340', roles: ['OWNER_NORTH', 'OWNER_SOUTH'] } };
const rolesOf = (as: string) =>
  (script.actors[as]?.roles ?? []).filter((role) => typeof role === 'string');
const mergerOf = (rehearsal: Rehearsal) => stateWords(rehearsal.state.items['merger']?.value ?? '');

const daysBetween = (from?: string | null, to?: string | null) =>
  (Date.parse(to ?? '') - Date.parse(from ?? '')) / 86_400_000;

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
  const ready = rehearsed(before, '2027-01-04 09:00');
  const approvedIn = (order: readonly ScriptRow[]): string => {
    const after = order.reduce((state, { as, event, payload }) => {
      const actor = person(script.actors[as]?.person ?? '', ...rolesOf(as));
      const request = { item: 'merger', type: event, payload, actor, key: event };
      const decision = decide(compiled, state, request, ready.now);
      if (decision.outcome !== 'accepted') throw new Error(`${event} was not accepted`);
      return decision.state;
    }, ready.state);
    return stateWords(after.items['merger']?.value ?? '');
  };

  it('are six, and any order of them leads to the preparation of Day 1', () => {
    expect(approvals).toHaveLength(6);
    const all = fc.shuffledSubarray(approvals, { minLength: 6 });
    fc.assert(fc.property(all, (order) => approvedIn(order).startsWith('preDay1.preparing')));
  });

  it('are all needed: without any one of them the merger stays where it is', () => {
    for (const missing of approvals) {
      expect(approvedIn(approvals.filter((each) => each !== missing))).toContain('approvals');
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

  it('are two persons: nobody agrees for both, whatever roles they hold', () => {
    const actors = { ...script.actors, ...both };
    const events = [...upTo, ...agree('north')].map((each) =>
      each.event === 'NORTH_AGREES' ? { ...each, as: 'both' } : each,
    );
    const second = (as: string) =>
      rehearse(
        compiled,
        { ...script, actors, events: [...events, row('2026-09-11 09:00', as, 'SOUTH_AGREES')] },
        sha256,
        '2026-09-15T08:00:00.000Z',
      );
    expect(second('both').refusals.map((each) => each.refusal.message)).toEqual([
      expect.stringContaining('P-340 was ownerNorth'),
    ]);
    expect(mergerOf(second('south'))).toBe('fullCase');
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

describe('Day 1 of the merger', () => {
  const counted = Object.entries(definition.items).flatMap(([id, { data }]) =>
    JSON.stringify(data).includes('"precision":"RELATIVE"') ? [id] : [],
  );
  const committed = (until: string) => {
    const { state } = rehearsed(rowsUntil(until), until);
    return ['day-1', ...counted].map((id) => {
      const item = state.items[id];
      return item === undefined ? null : milestonePlan(compiled, item, state.items)?.committed;
    });
  };

  it('is moved by one change, decided by both boards, and eight dates move with it', () => {
    expect(counted).toHaveLength(8);
    const [before, after] = [committed('2027-01-14 15:00'), committed('2027-01-14 16:00')];
    expect(before.slice(0, 3)).toEqual(['2027-03-01', '2027-01-30', '2027-01-30']);
    expect(after.slice(0, 3)).toEqual(['2027-04-01', '2027-03-02', '2027-03-02']);
    expect(after[counted.indexOf('first-100-days') + 1]).toBe('2027-07-10');
    const moved = after.map((day, index) => daysBetween(before[index], day));
    expect(new Set(moved)).toEqual(new Set([31]));
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

describe('who acts for whom in the merger', () => {
  const on = (until: string) => rehearsed(rowsUntil(until), until);

  it('is the office for the director on leave, on no day before and on none after', () => {
    const { refusals, entries } = on('2026-10-06 08:00');
    const told = refusals.map((each) => each.refusal.message);
    expect(told.filter((each) => each.includes('P-303'))).toEqual([
      expect.stringMatching(/^SUBMIT_STRATEGIC_CASE.*P-303 has delegated nothing to P-307/),
      expect.stringMatching(/^SUBMIT_FULL_CASE.*ended on 2026-09-28$/),
    ]);
    const acted = entries.map((each) => JSON.parse(each.canonical).actor);
    expect(acted.filter(({ actingFor }) => actingFor !== null)).toEqual([
      {
        person: 'P-307',
        actingFor: 'P-303',
        role: 'PROGRAMME_MANAGER',
        authority: 'delegations/delegations-1',
      },
    ]);
  });

  it('is an acting chief executive, which is a risk until somebody is appointed', () => {
    const { items: acting } = on('2026-10-15 08:00').state;
    const { items: held } = on('2026-12-01 08:00').state;
    const post = (holder: string, status: string) => [
      { id: 'merger-director' },
      { id: 'chief-executive', holder, status },
    ];
    const risk = (status: string) => [{ id: 'records' }, { about: 'day-1', status }];
    expect(acting['posts']?.data['posts']).toMatchObject(post('P-304', 'ACTING'));
    expect(acting['risks']?.data['risks']).toMatchObject(risk('OPEN'));
    expect(held['posts']?.data['posts']).toMatchObject(post('P-305', 'SUBSTANTIVE'));
    expect(held['risks']?.data['risks']).toMatchObject(risk('CLOSED'));
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
