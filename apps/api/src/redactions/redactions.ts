import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { NewRedaction, RedactionList, RedactionView } from '#contract';
import { Engine } from '#engine';
import {
  insertRedaction,
  inTransaction,
  listRedactions,
  listRedactionTexts,
  readRedaction,
  withdrawRedaction,
  type RedactionRow,
  type Store,
} from '#store';
import { ProblemError } from '../http/problem-error.js';
import { holds, mustHold } from '../identity/duty.js';
import type { Access } from '../identity/permit.js';
import { STORE } from '../tokens.js';
import { askers, deciders } from './redaction-rights.js';

/** The newest so many are listed, and so many places of each are shown. */
const MOST = 1000;

/** Erases free texts of a programme: asked for by one person, applied by another. */
@Injectable()
export class Redactions {
  constructor(
    private readonly engine: Engine,
    @Inject(STORE) private readonly store: Store,
  ) {}

  async ask(access: Access, { reason, texts }: NewRedaction): Promise<RedactionView> {
    const { organisation, programme, person } = access;
    await mustHold(this.engine, access, programme, askers);
    const id = randomBytes(8).toString('hex');
    const row = { organisation, programme, id, reason, requestedBy: person };
    const asked =
      texts === 'all' ? texts : texts.map((each) => ({ ...each, pointer: each.pointer ?? null }));
    await inTransaction(this.store, async (session) => {
      const [missing] = await insertRedaction(session, row, asked);
      if (missing === undefined) return;
      const { stream, sequence, pointer } = missing;
      const what = pointer === null ? 'no free text' : `no free text at "${pointer}"`;
      const detail = `Entry ${sequence} of the ${stream} has ${what} that could be erased; nothing was asked for.`;
      throw new ProblemError('NOT_FOUND', detail);
    });
    return this.one(access, id);
  }

  async list({ organisation, programme }: Access): Promise<RedactionList> {
    const rows = await listRedactions(this.store.pool, { organisation, programme }, MOST);
    return { redactions: rows.map(present) };
  }

  async one({ organisation, programme }: Access, id: string): Promise<RedactionView> {
    const key = { organisation, programme, id };
    const row = await readRedaction(this.store.pool, key);
    if (row === null) throw unknown(programme, id);
    return { ...present(row), places: await listRedactionTexts(this.store.pool, key, MOST) };
  }

  async withdraw(access: Access, id: string): Promise<RedactionView> {
    const { organisation, programme, person } = access;
    const { requestedBy } = await this.one(access, id);
    if (requestedBy !== person) await mustHold(this.engine, access, programme, deciders);
    const key = { organisation, programme, id };
    if (!(await withdrawRedaction(this.store.pool, key, person))) throw closed(id);
    return this.one(access, id);
  }

  async apply(access: Access, id: string): Promise<RedactionView> {
    const { organisation, programme, person, grants } = access;
    await mustHold(this.engine, access, programme, deciders);
    const actor = { kind: 'person', person, grants, actingFor: null } as const;
    const held = grants.find((grant) => holds({ ...access, grants: [grant] }, deciders));
    const by = { actor, role: held?.role ?? '', authority: held?.authority ?? null };
    const answer = await this.engine.redact({ organisation, programme }, id, by);
    switch (answer.outcome) {
      case 'redacted':
        return this.one(access, id);
      case 'unknown':
        throw unknown(programme, id);
      case 'closed':
        throw closed(id);
      case 'samePerson':
        throw refused('You asked for it yourself; another person has to apply it.');
      case 'onHold':
        throw refused(
          `"${programme}" is on legal hold: nothing of it is erased until that is lifted.`,
        );
    }
  }
}

function present(row: RedactionRow): RedactionList['redactions'][number] {
  const { organisation: _organisation, programme: _programme, ...view } = row;
  const asked = row.withdrawnAt === null ? 'asked' : 'withdrawn';
  return { ...view, status: row.appliedAt === null ? asked : 'applied' };
}

const refused = (detail: string) => new ProblemError('REDACTION_REFUSED', detail);
const closed = (id: string) => refused(`Redaction "${id}" was applied or withdrawn before.`);
const unknown = (programme: string, id: string) =>
  new ProblemError('NOT_FOUND', `"${programme}" has no redaction "${id}".`);
