import { isDeepStrictEqual } from 'node:util';
import type { Preview, PreviewedItem } from '#contract';
import type { Preview as Previewed } from '#engine';
import { localTime } from '#plan';
import {
  newlyUncounted,
  planImpact,
  stateWords,
  type CompiledDefinition,
  type ItemState,
  type ProgrammeState,
  type Refusal,
} from '#programme';
import { inPayload } from './send-answer.js';

type Decision = Previewed['decision'];
type Accepted = Extract<Decision, { outcome: 'accepted' }>;

/** What an event would come to, item by item and date by date. */
export function presentAccepted(
  { before, compiled }: Previewed,
  { state, drafts, notices, timers }: Accepted,
): Preview {
  const { milestones, mostWorkingDays, breachesHardDate } = planImpact(compiled, before, state);
  const { zone } = compiled.definition;
  return {
    accepted: true,
    onceApproved: false,
    refusal: null,
    entries: drafts.map(({ kind, item, event }) => ({ kind, item, event: event?.type ?? null })),
    items: changedItems(compiled, before, state),
    milestones,
    mostWorkingDays,
    breachesHardDate,
    warnings: newlyUncounted(compiled, before, state),
    notices: notices.map(({ item, template, toRoles, toPersons, data }) => ({
      item,
      template,
      toRoles,
      toPersons,
      data,
    })),
    timers: {
      set: timers.set.map(({ item, kind, key, dueAt }) => ({
        item,
        kind,
        key,
        dueAt,
        dueLocal: localTime(dueAt, zone),
      })),
      cancelled: timers.cancel.map(({ item, key, reason, why }) => ({ item, key, reason, why })),
    },
  };
}

/**
 * Why an event would be refused, as the problem would say it; and where it lacks an approval and nothing
 * else, also what it would come to once it has it.
 */
export function presentRefused(previewed: Previewed, refusal: Refusal): Preview {
  const { code, message, findings, expected, problems } = refusal;
  return {
    ...(previewed.once === null ? NOTHING : presentAccepted(previewed, previewed.once)),
    accepted: false,
    onceApproved: previewed.once !== null,
    refusal: { code, message, findings, expected, errors: problems.map(inPayload) },
  };
}

const NOTHING = {
  entries: [],
  items: [],
  milestones: [],
  mostWorkingDays: 0,
  breachesHardDate: false,
  warnings: [],
  notices: [],
  timers: { set: [], cancelled: [] },
};

function changedItems(
  compiled: CompiledDefinition,
  before: ProgrammeState,
  after: ProgrammeState,
): PreviewedItem[] {
  return Object.values(after.items)
    .filter((item) => item !== before.items[item.id])
    .map((item) => changedItem(compiled, before.items[item.id], item))
    .filter(
      ({ state, values, created, closed }) =>
        created || closed || state.from !== state.to || values.length > 0,
    );
}

function changedItem(
  compiled: CompiledDefinition,
  was: ItemState | undefined,
  is: ItemState,
): PreviewedItem {
  const fields = compiled.charts[is.chart]?.chart.fields ?? {};
  const names = new Set([...Object.keys(was?.data ?? {}), ...Object.keys(is.data)]);
  return {
    item: is.id,
    title: is.title,
    state: { from: was === undefined ? null : stateWords(was.value), to: stateWords(is.value) },
    created: was === undefined,
    closed: is.closed && was?.closed !== true,
    values: [...names]
      .map((field) => ({
        field,
        title: fields[field]?.title ?? field,
        from: was?.data[field] ?? null,
        to: is.data[field] ?? null,
      }))
      .filter(({ from, to }) => !isDeepStrictEqual(from, to)),
  };
}
