import type { EntryDraft } from '#ledger';
import { toLocalDate, type Instant, type IsoDate } from '#plan';
import type { Field } from '../definition/field.js';
import { decisiveLeaves, toFinding, type Result } from '../guard/finding.js';
import { isObject, type Scope } from '../guard/scope.js';
import type { Actor, EventRequest, Finding, ProgrammeState, StateValue } from '../model.js';
import { hidden, hiddenPayload, type Outcome } from './outcome.js';
import type { Permission } from './permit.js';

type DraftParts = {
  kind: string;
  item: string | null;
  event?: EntryDraft['event'];
  actor?: EntryDraft['actor'];
  cause?: number | null;
  from?: StateValue | null;
  to?: StateValue | null;
  changes?: Outcome[];
  guards?: Finding[];
  evidence?: EntryDraft['evidence'];
  refusal?: EntryDraft['refusal'];
  at?: EntryDraft['at'];
  occurredOn?: IsoDate;
};

const SYSTEM: EntryDraft['actor'] = {
  person: null,
  actingFor: null,
  role: 'SYSTEM',
  authority: null,
};

/** An entry without its place in the chain; what is not given is null or empty. */
export function draftEntry(
  state: ProgrammeState,
  now: Instant,
  zone: string,
  parts: DraftParts,
): EntryDraft {
  return {
    v: 1,
    organisation: state.organisation,
    programme: state.id,
    stream: parts.refusal === undefined ? 'history' : 'refusals',
    kind: parts.kind,
    at: parts.at ?? null,
    cause: parts.cause ?? null,
    item: parts.item,
    event: parts.event ?? null,
    actor: parts.actor ?? SYSTEM,
    from: parts.from ?? null,
    to: parts.to ?? null,
    changes: (parts.changes ?? []) as unknown as EntryDraft['changes'], // outcomes are JSON with an op
    guards: (parts.guards ?? []).map(({ guard, answer, inputs, basis }) => ({
      guard,
      answer,
      inputs,
      basis: basis === null ? null : { mark: basis.mark, sources: basis.sources },
    })),
    evidence: parts.evidence ?? [],
    refusal: parts.refusal ?? null,
    occurredOn: parts.occurredOn ?? toLocalDate(now, zone),
    recordedAt: now,
    definition: state.definition,
  };
}

export function actorOf(actor: Actor, permission: Permission | null): EntryDraft['actor'] {
  if (actor.kind === 'system') return SYSTEM;
  return {
    person: actor.person,
    actingFor: actor.actingFor,
    role: permission?.role ?? actor.grants[0]?.role ?? 'NONE',
    authority: permission?.authority ?? null,
  };
}

/** The event as it stands in the ledger: free text committed, evidence in a list of its own. */
export function eventOf(
  request: EventRequest,
  fields: Record<string, Field>,
): { event: EntryDraft['event']; evidence: EntryDraft['evidence'] } {
  const evidence = Object.entries(request.payload)
    .filter(([name]) => fields[name]?.type === 'evidence')
    .flatMap(([name, value]) => {
      const list = hidden(fields[name], value);
      return Array.isArray(list) ? list.filter(isObject) : [];
    })
    .map((each) => ({
      title: each['title'],
      source: each['source'] ?? null,
      sha256: each['sha256'] ?? null,
      kind: each['kind'] ?? null,
    }));
  return {
    event: {
      type: request.type,
      key: request.key,
      mark: request.mark ?? null,
      payload: hiddenPayload(fields, request.payload),
    },
    evidence: evidence as unknown as EntryDraft['evidence'], // checked against the payload's schema
  };
}

/** The findings that decided: what stands in the way, or what carried the step. */
export function findingsOf(result: Result, scope: Scope): Finding[] {
  return decisiveLeaves(result).map((leaf) => toFinding(leaf, scope));
}
