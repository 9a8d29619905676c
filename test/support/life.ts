import {
  available,
  decide,
  stateWords,
  wake,
  type CompiledDefinition,
  type JsonObject,
  type Notice,
  type ProgrammeState,
  type Refusal,
} from '#programme';
import { person } from './move-programme.js';

/**
 * Lives through a programme without a server: each event is decided on what the one before it left.
 *
 * @param roles the role of each person; `rest` is the role of everybody else
 */
export function lifeOf(
  { compiled, state: opened }: { compiled: CompiledDefinition; state: ProgrammeState },
  roles: Readonly<Record<string, string>> & { rest: string },
  now: string,
) {
  let state = opened;
  let notices: Notice[] = [];
  const as = (id: string) => person(id, roles[id] ?? roles.rest);
  const refusal = (
    id: string,
    item: string,
    type: string,
    payload: JsonObject = {},
  ): Refusal | null => {
    const key = `${id}${type}${state.head.sequence}`;
    const decision = decide(compiled, state, { item, type, payload, actor: as(id), key }, now);
    if (decision.outcome === 'refused') return decision.refusal;
    if (decision.outcome === 'conflict') throw new Error('no version was expected');
    ({ notices } = decision);
    state = written(state, decision);
    return null;
  };
  return {
    /** Sends an event; the words of its refusal, or null when it was accepted. */
    tell: (...told: Parameters<typeof refusal>) => refusal(...told)?.message ?? null,
    stateOf: (item: string) => stateWords(state.items[item]?.value ?? ''),
    dataOf: (item: string) => state.items[item]?.data ?? {},
    /** The notices of the event accepted last. */
    notices: () => notices,
    /** Lets time pass until an instant. */
    until: (instant: string) => {
      const woken = wake(compiled, state, instant);
      if (woken !== null) state = written(state, woken);
    },
    /** What somebody may send to an item now. */
    events: (id: string, item: string) =>
      available(compiled, state, as(id), now, item)
        .filter((each) => each.allowed)
        .map((each) => each.event),
    now: () => ({ compiled, state, as, now }),
  };
}

/** The state with the head that the ledger has once the drafts are entries of it. */
const written = (
  before: ProgrammeState,
  { state, drafts }: { state: ProgrammeState; drafts: readonly unknown[] },
): ProgrammeState => ({
  ...state,
  head: { ...before.head, sequence: before.head.sequence + drafts.length },
});
