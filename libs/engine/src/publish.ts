import { toLocalDate } from '#plan';
import { compileDefinition, definitionHash, type Actor, type Definition } from '#programme';
import { ensureOrganisation, insertDefinition, inTransaction } from '#store';
import type { Core } from './core.js';
import { recordForOrganisation } from './organisation-entry.js';
import { sha256 } from './sha256.js';

/** A definition to publish. It should have been linted: publishing only makes sure that it compiles. */
export type Publication = { organisation: string; definition: Definition; actor: Actor };

export type PublishAnswer = {
  /** `known`: this very version was published before; nothing was written. */
  outcome: 'published' | 'known';
  /** Its name: the hash of its content. */
  hash: string;
};

/** Publishes a definition version for ever, and makes its organisation when it is the first. */
export async function publish(core: Core, publication: Publication): Promise<PublishAnswer> {
  const { organisation, definition, actor } = publication;
  const hash = definitionHash(definition, sha256);
  compileDefinition(definition, hash);
  const now = core.clock.now();
  const { id: name, title } = definition;
  const publishedBy = actor.kind === 'person' ? actor.person : 'SYSTEM';
  const own = definition.organisation.id === organisation;
  const isNew = await inTransaction(core.store, async (session) => {
    const organisationTitle = own ? definition.organisation.title : organisation;
    await ensureOrganisation(session, { id: organisation, title: organisationTitle });
    const row = { organisation, hash, name, title, publishedBy };
    if (!(await insertDefinition(session, row, definition))) return false;
    const payload = { definition: hash, name, title };
    const occurredOn = toLocalDate(now, definition.zone);
    const kind = 'DEFINITION_PUBLISHED';
    const fact = { organisation, kind, payload, actor, definition: hash, occurredOn } as const;
    await recordForOrganisation(session, fact, now);
    return true;
  });
  return { outcome: isNew ? 'published' : 'known', hash };
}
