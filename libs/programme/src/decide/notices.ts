import type { EntryDraft } from '#ledger';
import type { CompiledDefinition, Step } from '../chart/compile.js';
import { stateWords } from '../chart/state-value.js';
import { APPROVAL, REQUEST_APPROVAL } from '../definition/approval.js';
import { textOf } from '../definition/json-text.js';
import { milestonePlan } from '../schedule/milestone.js';
import { planDay, standing } from '../schedule/standing.js';
import type { Finding, ItemState, Notice, ProgrammeState, StateValue } from '../model.js';
import { addressees } from './permit.js';

/** Notices of a step that was taken: to the roles its chart tells, and up the escalation ladder. */
export function stepNotices(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  itemId: string,
  step: Step,
  draft: EntryDraft,
): Notice[] {
  const item = state.items[itemId];
  if (item === undefined) return [];
  const escalated = escalatedTo(step);
  if (escalated !== null) return escalation(compiled, state, item, escalated, draft);
  if (step.body.tells.length === 0) return [];
  return [
    {
      ...base(compiled, item, step.body.tells, draft, step.event),
      template: 'transition',
      data: {
        event: step.event,
        title: step.body.title ?? step.event,
        from: stateWords((draft.from ?? '') as StateValue),
        to: stateWords((draft.to ?? '') as StateValue),
        occurredOn: draft.occurredOn,
      },
    },
  ];
}

/** Approvals that were asked for: to every role that has to approve. */
export function approvalNotices(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  created: readonly string[],
  draft: EntryDraft,
): Notice[] {
  return created.flatMap((id) => {
    const item = state.items[id];
    if (item === undefined || item.chart !== APPROVAL) return [];
    const approvers = item.data['approvers'];
    const roles = Array.isArray(approvers) ? approvers.map(textOf) : [];
    return [
      {
        ...base(compiled, item, roles, draft, REQUEST_APPROVAL),
        template: 'transition' as const,
        data: {
          event: REQUEST_APPROVAL,
          title: 'An approval is asked for',
          from: '',
          to: stateWords(item.value),
          occurredOn: draft.occurredOn,
        },
      },
    ];
  });
}

/** A rule that is due but blocked goes to whoever can clear what blocks it. */
export function blockedNotice(
  item: ItemState,
  step: Step,
  findings: readonly Finding[],
  draft: EntryDraft,
): Notice {
  return {
    id: noticeId(item, step.event, draft),
    template: 'blocked',
    item: item.id,
    toRoles: [...new Set(findings.flatMap((each) => each.clearedBy))],
    toPersons: [],
    data: {
      event: step.event,
      title: step.body.title ?? step.event,
      reasons: findings.map((each) => each.words),
    },
  };
}

/** From this level on a notice goes out at once, whatever digest its reader asked for. */
const URGENT_FROM = 3;

/** The level a step climbs to: its guard asks for one above nought. */
function escalatedTo(step: Step): number | null {
  const guard = step.by === 'system' ? step.body.guard : undefined;
  return guard !== undefined && 'escalation' in guard ? guard.escalation.level : null;
}

function escalation(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  item: ItemState,
  level: number,
  draft: EntryDraft,
): Notice[] {
  const plan = milestonePlan(compiled, item, state.items);
  if (plan === null || level === 0) return [];
  const reached = standing(compiled, state, plan, planDay(compiled, draft.recordedAt));
  return [
    {
      ...base(compiled, item, reached.tell, draft, `L${level}`),
      template: 'escalation',
      data: {
        level,
        reasons: [...reached.reasons],
        committed: plan.committed,
        urgent: level >= URGENT_FROM,
      },
    },
  ];
}

function base(
  compiled: CompiledDefinition,
  item: ItemState,
  roles: readonly string[],
  draft: EntryDraft,
  what: string,
) {
  const to = roles.map((role) => addressees(compiled.definition, item, role));
  return {
    id: noticeId(item, what, draft),
    item: item.id,
    toRoles: [...new Set(to.flatMap((each) => each.roles))],
    toPersons: [...new Set(to.flatMap((each) => each.persons))],
  };
}

/** The version tells two of the same kind apart, also at one instant of a rehearsal. */
const noticeId = (item: ItemState, what: string, draft: EntryDraft) =>
  `${item.id}.${what}.${item.version}.${draft.recordedAt}`;
