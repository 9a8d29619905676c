import type { EntryDraft } from '#ledger';
import { toLocalDate, type Instant, type IsoDate } from '#plan';
import type { Field } from '../definition/field.js';
import { decisiveLeaves, toFinding, type Result } from '../guard/finding.js';
import { isObject, type Scope } from '../guard/scope.js';
import type {
  Actor,
  EventRequest,
  Finding,
  Json,
  JsonObject,
  ProgrammeState,
  StateValue,
} from '../model.js';
import { checkNamed, type Known } from './named-things.js';
import { hidden, hiddenPayload, type Outcome } from './outcome.js';
import { checkValue } from './payload.js';
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
    role: permission?.role ?? (actor.actingFor === null ? actor.grants[0]?.role : null) ?? 'NONE',
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

/**
 * An event that was refused, perhaps before its payload was looked at: what fits its field stands as
 * in an accepted event, what does not is private whole, and what no field is called is dropped.
 */
export function refusedEventOf(
  request: EventRequest,
  fields: Record<string, Field>,
  known: Known,
): ReturnType<typeof eventOf> {
  const fitting: JsonObject = {};
  const misfits: JsonObject = {};
  for (const [name, value] of Object.entries(request.payload)) {
    const field = fields[name];
    if (field === undefined) continue;
    const isFit =
      checkValue(field, value, '').length === 0 && checkNamed(field, value, '', known).length === 0;
    if (isFit) fitting[name] = value;
    else misfits[name] = { $private: cut(value) };
  }
  const { event, evidence } = eventOf({ ...request, payload: fitting }, fields);
  if (event === null) return { event, evidence };
  return { event: { ...event, payload: { ...event.payload, ...misfits } }, evidence };
}

/** A value that is too long to keep, as the beginning of its JSON; half a character is left out. */
function cut(value: Json): Json {
  const text = JSON.stringify(value);
  if (text.length <= 2000) return value;
  return text.slice(0, 2000).replace(/[\uD800-\uDBFF]$/, '');
}

/** The findings that decided: what stands in the way, or what carried the step. */
export function findingsOf(result: Result, scope: Scope): Finding[] {
  return decisiveLeaves(result).map((leaf) => toFinding(leaf, scope));
}
