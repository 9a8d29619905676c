import type { SealedEntry } from '#ledger';
import {
  applyMigration,
  compileDefinition,
  decide,
  rehearsalSalts,
  rowKey,
  scriptActor,
  scriptInstant,
  sealAll,
  wake,
  type CompiledDefinition,
  type Definition,
  type Rehearsal,
  type Script,
  type Woken,
} from '#programme';
import { sha256 } from './move-programme.js';

/**
 * Moves a rehearsed programme to another version when that one's script starts, and lives on there.
 * Whoever the script says opened it applies the migration. Gives the entries that this adds.
 */
export function livedOnAnother(
  from: CompiledDefinition,
  rehearsal: Rehearsal,
  { definition, hash, script }: { definition: Definition; hash: string; script: Script },
): SealedEntry[] {
  const to = compileDefinition(definition, hash);
  const saltFor = rehearsalSalts(sha256, script.programme);
  const entries: SealedEntry[] = [];
  let { state } = rehearsal;
  const keep = (outcome: Pick<Woken, 'state' | 'drafts'>): void => {
    const { sealed, head } = sealAll(sha256, state.head, outcome.drafts, saltFor);
    entries.push(...sealed);
    state = { ...outcome.state, head };
  };
  const act = {
    actor: scriptActor(script, script.openedBy),
    role: 'SRO',
    authority: null,
    request: 'm1',
    requestedBy: 'P-ASK',
  };
  const start = scriptInstant(script.start, definition.zone);
  keep(applyMigration(from, to, state, act, start));
  for (const [index, row] of script.events.entries()) {
    const at = scriptInstant(row.at, definition.zone);
    const woken = wake(to, state, at);
    if (woken !== null) keep(woken);
    const actor = scriptActor(script, row.as, row.for);
    const key = `next-${rowKey(row, index)}`;
    const request = { item: row.item, type: row.event, payload: row.payload, actor, key };
    const decision = decide(to, state, request, at);
    const refused = decision.outcome === 'refused' ? decision.refusal.code : undefined;
    if (refused !== row.refused) throw new Error(`row ${index + 1}: ${refused ?? 'is accepted'}`);
    if (decision.outcome === 'accepted') keep(decision);
  }
  return entries;
}
