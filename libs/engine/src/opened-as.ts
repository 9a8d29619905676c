import { chainVerifier, leafRow, type Entry, type Json } from '#ledger';
import { organisationHead, storedEntries } from '#store';
import type { Core } from './core.js';
import { sha256 } from './sha256.js';

/** As what a programme was opened, by the organisation's own chain. */
export type OpenedAs = { definition: string | null; title: Json; clock: Json };

/** Reads the organisation's own chain for it; what is wrong with that chain otherwise. */
export async function openedAs(
  core: Core,
  organisation: string,
  programme: string,
): Promise<OpenedAs | { problem: string }> {
  const head = await organisationHead(core.store, organisation);
  const { sequence: lastSequence = 0, hash } = head ?? {};
  const chain = { organisation, programme: null, stream: 'history' } as const;
  const verifier = chainVerifier(sha256, { ...chain, lastSequence, ...(hash && { head: hash }) });
  let opened: OpenedAs | null = null;
  for await (const stored of storedEntries(core.store.pool, chain, { until: lastSequence })) {
    if (verifier.add(leafRow(stored)) !== null) break;
    const { kind, event, definition } = JSON.parse(stored.canonical) as Entry; // just checked
    const { programme: id, title, clock } = event?.payload ?? {};
    if (kind !== 'PROGRAMME_OPENED' || id !== programme) continue;
    opened = { definition, title: title ?? null, clock: clock ?? null };
  }
  const verdict = verifier.end();
  if (!verdict.ok) {
    const { sequence, problem } = verdict;
    return { problem: `the organisation's own chain is broken at entry ${sequence}: ${problem}` };
  }
  return opened ?? { problem: `the organisation's own chain does not tell of its opening` };
}
