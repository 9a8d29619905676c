import type { Json, JsonObject } from '#programme';
import { gateProgramme } from './gate-programme.js';
import { lifeOf } from './life.js';

/** When all of it happens. */
export const NOW = '2026-06-15T09:00:00.000Z';
const file = (title: string, sha256: string): Json => [{ title, source: 'folder 1', sha256 }];
/** Who prepares, reviews and responds; everybody else is of the Board. */
export const people = {
  'P-1': 'PROGRAMME_MANAGER',
  'P-2': 'PMO',
  'P-3': 'REVIEWER',
  'P-4': 'SRO',
  rest: 'BOARD',
};

/** A gate that is open for evidence; `data` says how it is decided. */
export function lifeOfGate(data = 'needed: { is: 3 }') {
  const lived = lifeOf(gateProgramme(NOW, data), people, NOW);
  const go = (id: string, type: string, payload: JsonObject = {}) =>
    lived.tell(id, 'go', type, payload);
  const through = (steps: [string, string, JsonObject?][]) => {
    for (const [id, type, payload] of steps) expect(go(id, type, payload)).toBeNull();
  };
  through([
    ['P-2', 'BOOK', { date: '2026-06-15', reviewer: 'P-3', preparer: 'P-1' }],
    ['P-2', 'OPEN_EVIDENCE'],
  ]);
  return {
    ...lived,
    go,
    through,
    vote: (id: string, vote = 'APPROVE') => go(id, 'VOTE', { vote }),
  };
}

/** The same in review, on evidence that is frozen. */
export function prepared(data?: string) {
  const lived = lifeOfGate(data);
  lived.through([
    ['P-1', 'ATTACH_EVIDENCE', { row: 'hull', evidence: file('Survey', 'a'.repeat(64)) }],
    ['P-1', 'FREEZE'],
    ['P-3', 'START_REVIEW'],
  ]);
  return lived;
}

/** The same, reported on and responded to: it waits to be decided. */
export function responded(data?: string) {
  const lived = prepared(data);
  lived.through([
    ['P-3', 'SUBMIT_REPORT', { rating: 'GREEN', report: 'Tight' }],
    ['P-4', 'RESPOND'],
  ]);
  return lived;
}
