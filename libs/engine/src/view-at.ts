import type { Entry } from '#ledger';
import { addDays, toInstant, type Instant, type IsoDate } from '#plan';
import { inChartOrder, type CompiledDefinition, type ProgrammeState } from '#programme';
import { snapshotBefore, storedEntries } from '#store';
import { knownProgramme, programmeNow, type Core } from './core.js';
import { blankState, foldStored } from './fold-history.js';
import type { Known, ProgrammeName } from './state-cache.js';

/**
 * Which past is asked for. `recorded`: what was known at the end of the day, in the programme's zone.
 * `occurred`: what had happened by then, as far as it is known now.
 */
export type AsAt = { day: IsoDate; basis: 'recorded' | 'occurred' };

/** A programme as it stood at the end of a day. */
export type PastView = {
  state: ProgrammeState;
  /** The version of the definition it ran on. */
  compiled: CompiledDefinition;
  /** The last moment of the day, or now if that has not come. */
  now: Instant;
  /** Entries that happened by then, but to something that had not: by occurrence only. */
  leftOut: number[];
};

/** Why there is no such view: nothing was there yet, or the day has not begun. */
export type NoPast = {
  outcome: 'notYetOpened' | 'notYetCome';
  /** When its history begins (of a day that has not begun: where the view does), what its clock shows now, and its zone. */
  first: Instant;
  now: Instant;
  zone: string;
};

/** Folds what was recorded, and evaluates no guard; null when there is no such programme. */
export async function viewAt(
  core: Core,
  name: ProgrammeName,
  asAt: AsAt,
): Promise<PastView | NoPast | null> {
  const known = await knownProgramme(core, name);
  if (known === null) return null;
  const { zone } = known.compiled.definition;
  const now = programmeNow(core.clock, known);
  const end = toInstant(addDays(asAt.day, 1), '00:00', zone);
  const { state, leftOut, first } = await foldUntil(core, known, asAt, end);
  if (toInstant(asAt.day, '00:00', zone) > now) return { outcome: 'notYetCome', first, now, zone };
  if (state.head.sequence === 0) return { outcome: 'notYetOpened', first, now, zone };
  const compiled = await core.definitions.get(name.organisation, state.definition);
  if (compiled === null) {
    throw new Error(`definition ${state.definition}, on which it ran then, is not there`);
  }
  return {
    state: inChartOrder(compiled, state),
    compiled,
    now: now < end ? now : justBefore(end),
    leftOut,
  };
}

async function foldUntil(core: Core, { row }: Known, { day, basis }: AsAt, end: Instant) {
  const chain = { organisation: row.organisation, programme: row.id };
  const { pool } = core.store;
  const leftOut: number[] = [];
  // By occurrence any entry, however early, may be of a day after: nothing can be begun with.
  const snapshot = basis === 'recorded' ? await snapshotBefore(pool, chain, end) : null;
  let state = snapshot?.state ?? blankState(row);
  let first: Instant | null = null;
  let skipped = false;
  const part = { from: state.head.sequence + 1, until: row.version };
  for await (const stored of storedEntries(pool, chain, part)) {
    const entry = JSON.parse(stored.canonical) as Entry; // written by sealEntry alone
    first ??= entry.recordedAt;
    if (basis === 'recorded') {
      if (entry.recordedAt >= end) break; // entries stand in the order of their recording
      state = await foldStored(core, state, stored);
    } else if (entry.occurredOn > day) {
      skipped = true;
    } else {
      try {
        state = await foldStored(core, state, stored);
      } catch (error) {
        if (!skipped) throw error; // nothing is missing that it could rest on: the history is at fault
        leftOut.push(entry.sequence);
      }
    }
  }
  return { state, leftOut, first: first ?? row.lastRecordedAt };
}

const justBefore = (instant: Instant): Instant => new Date(Date.parse(instant) - 1).toISOString();
