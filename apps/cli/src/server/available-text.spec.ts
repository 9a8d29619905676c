import type { AvailableEvent } from '#contract';
import { paintFor } from '../terminal/paint.js';
import { availableText } from './available-text.js';

type Blocking = AvailableEvent['blockedBy'][number];

const because = (guard: string, words: string, clearedBy: string[] = []): Blocking => ({
  guard,
  answer: 'no',
  words,
  inputs: {},
  basis: null,
  clearedBy,
  whoClears: clearedBy.map((role) => `Office (${role})`),
});

const offered = (event: string, more: Partial<AvailableEvent>): AvailableEvent => ({
  item: 'M1',
  itemTitle: 'Lease signed',
  event,
  title: event,
  by: 'person',
  allowed: false,
  reasons: [],
  roles: ['LEAD'],
  who: 'Site lead (LEAD)',
  role: null,
  actingFor: null,
  to: null,
  payload: {},
  blockedBy: [],
  asks: [],
  ...more,
});

const rule = (event: string, more: Partial<AvailableEvent>) =>
  offered(event, { by: 'system', roles: ['SYSTEM'], ...more });

const show = (events: AvailableEvent[], all = false) => availableText(paintFor(false), events, all);

describe('what is available, as text', () => {
  const events = [
    offered('ACKNOWLEDGE', { allowed: true, role: 'LEAD' }),
    offered('CLAIM', { role: 'LEAD', blockedBy: [because('count', 'no evidence', ['PMO'])] }),
    offered('BASELINE', { roles: ['SRO'] }),
    rule('TO_L2', { blockedBy: [because('escalation', 'level 0')] }),
    rule('SLIPS', { blockedBy: [because('forecast', 'it is on plan')] }),
    rule('MOVE', { blockedBy: [because('dateReached', 'not before 2026-04-01')] }),
    rule('BY_FACT', { blockedBy: [because('own', 'names no condition "metBy"')] }),
  ];

  it('has what you may do, what is blocked and why, and what happens on a date', () => {
    expect(show(events)).toBe(
      [
        'ITEM  EVENT        AS                  WITH',
        'M1    ACKNOWLEDGE  LEAD  Lease signed',
        '',
        'Blocked',
        '',
        'M1 CLAIM – Lease signed',
        '  ✗ no evidence',
        '      cleared by Office (PMO)',
        '',
        'Happens by itself, but not yet',
        '',
        'M1 MOVE – Lease signed',
        '  ✗ not before 2026-04-01',
        '',
        '4 more events for other roles or not due: --all',
      ].join('\n'),
    );
  });

  it('has the rest when asked for all', () => {
    const text = show(events, true);
    for (const event of ['BASELINE', 'TO_L2', 'SLIPS', 'BY_FACT']) expect(text).toContain(event);
    expect(text).not.toContain('--all');
  });

  it('tells once what many items take, below what only some of them do', () => {
    const payload = { reason: { type: 'text', optional: true } } as const;
    const ask = (item: string) =>
      offered('ASK', { allowed: true, role: 'LEAD', title: 'Ask for it', item, payload });
    const three = show(['M1', 'M2', 'M3'].map(ask));
    expect(three.split('\n')).toHaveLength(4);
    expect(show([...['M1', 'M2', 'M3', 'M4'].map(ask), ...events.slice(0, 1)])).toBe(
      [
        'ITEM  EVENT        AS                  WITH',
        'M1    ACKNOWLEDGE  LEAD  Lease signed',
        '',
        'ASK as LEAD – Ask for it',
        '  with reason?: text',
        '  on M1, M2, M3, M4',
      ].join('\n'),
    );
  });

  it('tells what several items wait for once, and for whom it is', () => {
    const blockedBy = [because('dependenciesAchieved', 'depends on M0')];
    const text = show([
      offered('CLAIM', { blockedBy }),
      offered('CLAIM', { item: 'M2', blockedBy }),
    ]);
    expect(text).toBe(
      'There is nothing you can do now.\n\nBlocked\n\nM1, M2 CLAIM – for Site lead (LEAD)\n  ✗ depends on M0',
    );
  });
});
