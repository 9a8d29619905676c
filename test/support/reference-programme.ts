import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import {
  compileDefinition,
  definitionHash,
  loadDefinition,
  loadScript,
  rehearse,
  type CompiledDefinition,
  type Definition,
  type Json,
  type Locate,
  type Refusal,
  type Rehearsal,
  type Script,
  type ScriptRow,
} from '#programme';

const folder = 'programmes/evolve-nca';

export const sha256 = (data: Uint8Array | string): Uint8Array =>
  createHash('sha256').update(data).digest();

/** A definition of this checkout, as shipped; throws with every problem when it does not load. */
export function shippedDefinition(
  path: string,
  change: (text: string) => string = (text) => text,
): { definition: Definition; locate: Locate } {
  const loaded = loadDefinition(path, (file) =>
    existsSync(file) ? change(readFileSync(file, 'utf8')) : null,
  );
  if (loaded.ok) return loaded;
  throw new Error(
    loaded.problems.map((each) => `${each.file}:${each.line} ${each.message}`).join('\n'),
  );
}

export const { definition: reference, locate } = shippedDefinition(`${folder}/programme.yaml`);

export const compiled: CompiledDefinition = compileDefinition(
  reference,
  definitionHash(reference, sha256),
);

export const history: Script = shippedScript(`${folder}/history.yaml`);

function shippedScript(path: string): Script {
  const loaded = loadScript(path, readFileSync(path, 'utf8'));
  if (loaded.ok) return loaded.script;
  throw new Error(loaded.problems.map((each) => `${each.line}: ${each.message}`).join('\n'));
}

/** A row of a test's own: when, who, item, event, payload. */
export type Told = [
  at: string,
  as: string,
  item: string,
  event: string,
  payload?: TestPayload | undefined,
];
type TestPayload = Record<string, Json>;

const others = {
  board: { person: 'P-130', roles: ['BOARD'] },
  auditor: { person: 'P-109', roles: ['AUDITOR'] },
  pmo2: { person: 'P-120', roles: ['PMO'] },
  reviewer2: { person: 'P-132', roles: ['REVIEWER'] },
  both: { person: 'P-133', roles: ['PMO', 'BOARD_SECRETARY'] },
  planner: { person: 'P-134', roles: ['PMO', 'SRO'] },
};

/** Rehearses rows of the history pack and of a test's own, in order of time. */
export function replay(
  rows: readonly ScriptRow[],
  told: readonly Told[],
  until: string,
): Rehearsal {
  const own = told.map(([at, as, item, event, payload = {}]): ScriptRow => {
    return { at, mark: 'assumed', as, item, event, payload };
  });
  const events = [...rows, ...own].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const actors = { ...history.actors, ...others };
  return rehearse(compiled, { ...history, actors, events, until }, sha256);
}

/** Rows of the history pack up to a local time, except those for which `drop` holds. */
export function historyUntil(
  until: string,
  drop: (row: ScriptRow) => boolean = () => false,
): ScriptRow[] {
  return history.events.filter((row) => row.at < until && !drop(row));
}

/** What became of one event told on top of a history: its refusal, or null when it was accepted. */
export function answer(rows: readonly ScriptRow[], told: readonly Told[]): Refusal | null {
  const last = told.at(-1);
  if (last === undefined) throw new Error('tell at least one event');
  const done = replay(rows, told, last[0]);
  const [at, , item, event] = last;
  const before = done.refusals.filter((each) => each.item !== item || each.event !== event);
  if (before.length > 0) throw new Error(`before ${at}: ${JSON.stringify(before)}`);
  return done.refusals.at(-1)?.refusal ?? null;
}

/** What comes before an event that another has to approve: it is asked for, and approved. */
export const approvedFirst = (
  [at, as, item, event, payload]: Told,
  by: string,
  number: number,
): Told[] => {
  const { evidence: proof = [], reason: _, ...rest } = payload ?? {};
  const asked = { event, evidence: proof, with: rest };
  return [
    [at, as, item, 'REQUEST_APPROVAL', asked],
    [at, by, `approval-${number}`, 'APPROVE'],
  ];
};

export const evidence = (kind?: string): Json => [
  { title: 'Paper', source: 'Test', ...(kind !== undefined && { kind }) },
];
/** A decision of a body with four of its members present: the quorum of the largest. */
export const decisionOf = (body: string): Json => ({
  body,
  minute: 'Minute 1',
  members: ['P01', 'P03', 'P04', 'P06'],
});
