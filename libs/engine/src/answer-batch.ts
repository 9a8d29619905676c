import type { SealedEntry } from '#ledger';
import { sealAll } from '#programme';
import { lookUpKeys, writeRefusals, type AcceptedKey, type Session } from '#store';
import { lost, untilWon, type Write } from './attempts.js';
import { isCurrent, knownProgramme, programmeNow, type Core } from './core.js';
import { saltsFor } from './salts.js';
import { decideBatch, type Asked, type Verdict } from './decide-batch.js';
import { replayedAnswer } from './replayed-answer.js';
import { entryHeader, type SendAnswer } from './send-answer.js';
import { sha256 } from './sha256.js';
import type { Known, ProgrammeName } from './state-cache.js';

/** What each event is told: its answer, or what went wrong with it alone. */
export type Told = { answer: SendAnswer } | { error: unknown };

/** Answers events of one programme in order; never rejects. */
export async function answerBatch(
  core: Core,
  name: ProgrammeName,
  batch: readonly Asked[],
): Promise<Told[]> {
  const told: (Told | undefined)[] = batch.map(() => undefined);
  const open = () =>
    batch.flatMap((asked, index) => (told[index] === undefined ? [{ asked, index }] : []));
  try {
    await untilWon(core, name, async (write, session) => {
      const asked = open();
      const answers = await attempt(
        core,
        name,
        asked.map((each) => each.asked),
        write,
        session,
      );
      for (const [place, { index }] of asked.entries()) told[index] = answers[place];
      return open().length === 0 ? null : lost;
    });
  } catch (error) {
    const unanswered = open();
    for (const { asked, index } of unanswered) {
      told[index] =
        unanswered.length === 1
          ? await alone(core, name, asked, error)
          : await single(core, name, asked);
    }
  }
  return told.map((each) => each ?? { error: new Error('an event was left without an answer') });
}

/** A batch that failed as a whole is run again one by one, so that only who is at fault fails. */
async function single(core: Core, name: ProgrammeName, asked: Asked): Promise<Told> {
  const [told] = await answerBatch(core, name, [asked]);
  return told ?? { error: new Error('an event was left without an answer') };
}

/** An event whose key turns out to be taken was accepted before; any other fault is its own. */
async function alone(core: Core, name: ProgrammeName, asked: Asked, error: unknown): Promise<Told> {
  if (!isKeyTaken(error)) return { error };
  const known = await knownProgramme(core, name);
  const found = await lookUpKeys(core.store.pool, name.organisation, name.programme, [
    asked.request.key,
  ]);
  const key = found?.keys[0];
  if (known === null || key === undefined) return { error };
  return { answer: await replayedAnswer(core, known, asked, key) };
}

const isKeyTaken = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'accepted_key_pkey';

/** One attempt: decides, writes what is accepted, then checks and writes each "no". */
async function attempt(
  core: Core,
  name: ProgrammeName,
  batch: readonly Asked[],
  write: Write,
  session: Session,
): Promise<(Told | undefined)[]> {
  const known = await knownProgramme(core, name, session);
  if (known === null) return batch.map(() => ({ answer: { outcome: 'unknownProgramme' } }));
  const now = programmeNow(core.clock, known);
  const { verdicts, changes } = decideBatch(known, batch, now, saltsFor(known.state));
  if (changes.entries.length > 0 && !(await write(known, changes)))
    return batch.map(() => undefined);
  const told = verdicts.map(toldAtOnce);
  const noes = verdicts.flatMap((verdict, index) => {
    const asked = batch[index];
    return told[index] === undefined && asked !== undefined ? [{ verdict, asked, index }] : [];
  });
  if (noes.length === 0) return told;
  const answers = await answerNoes(core, name, noes, session);
  for (const [place, { index }] of noes.entries()) told[index] = answers[place];
  return told;
}

function toldAtOnce(verdict: Verdict): Told | undefined {
  if (verdict.outcome === 'failed') return { error: verdict.error };
  if (verdict.outcome !== 'accepted') return undefined;
  const { sealed, item, created, warnings } = verdict;
  const last = sealed.at(-1);
  if (last === undefined) return { error: new Error('an accepted event left no entry') };
  return {
    answer: {
      outcome: 'accepted',
      replayed: false,
      sequence: last.entry.sequence,
      hash: last.hash,
      entries: sealed.map(entryHeader),
      item,
      created,
      warnings,
    },
  };
}

type No = { verdict: Verdict; asked: Asked };

/** Before a "no" is given: was the key used before, and was it decided on the newest state? */
async function answerNoes(
  core: Core,
  name: ProgrammeName,
  noes: readonly No[],
  session: Session,
): Promise<(Told | undefined)[]> {
  const keys = noes.map(({ asked }) => asked.request.key);
  const found = await lookUpKeys(session, name.organisation, name.programme, keys);
  const known = await knownProgramme(core, name, session);
  if (found === null || known === null) return noes.map(() => undefined);
  const used = new Map(found.keys.map((each) => [each.key, each]));
  const current = isCurrent(known, found.version);
  const refused = current ? noes.filter(({ asked }) => !used.has(asked.request.key)) : [];
  const numbers = await keepRefusals(core, known, refused, session);
  return Promise.all(
    noes.map(async (no): Promise<Told | undefined> => {
      const key = used.get(no.asked.request.key);
      if (key !== undefined) return { answer: await replayed(core, known, no, key) };
      if (no.verdict.outcome === 'conflict' && current) return { answer: no.verdict };
      if (no.verdict.outcome !== 'refused' || numbers === lost || !current) return undefined;
      const { refusal } = no.verdict;
      return { answer: { outcome: 'refused', refusal, number: numbers.get(no) ?? null } };
    }),
  );
}

const replayed = (core: Core, known: Known, { asked }: No, key: AcceptedKey): Promise<SendAnswer> =>
  replayedAnswer(core, known, asked, key);

/** Appends refusals to their chain; gives the place of each. */
async function keepRefusals(
  core: Core,
  known: Known,
  noes: readonly No[],
  session: Session,
): Promise<Map<No, number> | typeof lost> {
  const kept = noes.flatMap((no) =>
    no.verdict.outcome === 'refused' && no.verdict.draft !== null
      ? [{ no, draft: no.verdict.draft }]
      : [],
  );
  if (kept.length === 0) return new Map();
  const { row, state } = known;
  const head = { sequence: row.refusals, hash: row.refusalHead };
  const drafts = kept.map(({ draft }) => draft);
  const { sealed } = sealAll(sha256, head, drafts, saltsFor(state));
  const { won } = await writeRefusals(session, { after: row, entries: sealed });
  if (!won) return lost;
  core.states.set(
    { organisation: row.organisation, programme: row.id },
    withRefusals(known, sealed),
  );
  return new Map(
    kept.map(({ no }, index) => [no, sealed[index]?.entry.sequence ?? row.refusals + index + 1]),
  );
}

function withRefusals(known: Known, sealed: readonly SealedEntry[]): Known {
  const last = sealed.at(-1);
  if (last === undefined) return known;
  const { sequence, recordedAt } = last.entry;
  const row = {
    ...known.row,
    refusals: sequence,
    refusalHead: last.hash,
    lastRefusedAt: recordedAt,
  };
  return { ...known, row };
}
