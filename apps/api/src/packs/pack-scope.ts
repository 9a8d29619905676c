import type { PackRequest } from '#contract';
import type { PackChain } from '#ledger';
import { addDays, toInstant } from '#plan';
import { sequencesBetween, type LoggedChain, type Sequences, type Session } from '#store';
import { invalidRequest } from '../http/schema.pipe.js';

/** A chain of a pack: how the manifest names it, and which entries of it are read. */
export type ScopedChain = { chain: PackChain; chosen: Sequences };

type Of = { organisation: string; programme: string; zone: string };

/** The days of a request as instants: from the first day's beginning to the last day's end. */
function spanOf(
  { from, to }: Pick<PackRequest, 'from' | 'to'>,
  zone: string,
): { from: string; until: string } {
  if (from !== undefined && to !== undefined && from > to) {
    const detail = `"${from}" is after "${to}"; name the earlier day first`;
    throw invalidRequest([{ pointer: '/from', detail }]);
  }
  return {
    from: from === undefined ? '0001-01-01T00:00:00.000Z' : toInstant(from, '00:00', zone),
    until: to === undefined ? '9999-12-31T00:00:00.000Z' : toInstant(addDays(to, 1), '00:00', zone),
  };
}

/** Refuses what does not go together, naming the field. */
export function checkRequest(asked: PackRequest): void {
  const { part } = asked;
  const forSample = (['item', 'person', 'event', 'entries', 'seed'] as const).filter(
    (name) => asked[name] !== undefined && part !== 'sample',
  );
  const forPart = (['from', 'to'] as const).filter(
    (name) => asked[name] !== undefined && part === 'whole',
  );
  const [wrong] = [...forSample, ...forPart];
  if (wrong !== undefined) {
    const detail = `does not go with part "${part}"; it belongs to a ${forSample.length > 0 ? 'sample' : 'range or a sample'}`;
    throw invalidRequest([{ pointer: `/${wrong}`, detail }]);
  }
  if (part === 'range' && asked.from === undefined && asked.to === undefined) {
    const detail = 'a range needs its first day, its last day ("to") or both';
    throw invalidRequest([{ pointer: '/from', detail }]);
  }
}

/** Both chains of the programme, as a whole or over a span of time. */
export async function chainsOf(
  session: Session,
  { organisation, programme, zone }: Of,
  asked: PackRequest,
): Promise<ScopedChain[]> {
  const chains: LoggedChain[] = [
    { organisation, programme, stream: 'history' },
    { organisation, programme, stream: 'refusals' },
  ];
  const all = { from: 1, to: Number.MAX_SAFE_INTEGER };
  if (asked.part === 'whole') {
    return chains.map((chain) => ({ chain: { ...chain, part: 'whole' }, chosen: all }));
  }
  const span = spanOf(asked, zone);
  return Promise.all(
    chains.map(async (chain) => ({
      chain: { ...chain, part: 'range' as const, ...span },
      chosen: await sequencesBetween(session, chain, span),
    })),
  );
}
