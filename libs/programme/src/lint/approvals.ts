import { APPROVAL, approvalAsked, type ApprovedGuard } from '../definition/approval.js';
import { groupsOf } from '../definition/duties.js';
import type { Definition } from '../definition/definition.js';
import type { Path } from '../definition/yaml-file.js';
import { choices, type Report } from './message.js';
import { placedSteps, type PlacedStep } from './steps.js';
import { unknownRole } from './unknown-names.js';

/** Fields that an approval is created with. */
const FIELDS = [
  'subject',
  'event',
  'boundVersion',
  'approvers',
  'needed',
  'rejectAt',
  'validDays',
  'validUntil',
  'requestedBy',
  'note',
  'evidence',
  'with',
  'occurredOn',
  'votes',
];

/** What a guard `approved` rests on: the chart of approvals, and roles whose holders may act. */
export function checkApproved(
  definition: Definition,
  guard: ApprovedGuard,
  path: Path,
  report: Report,
): void {
  const chart = definition.charts[APPROVAL];
  if (chart === undefined) {
    const message = `an event that has to be approved needs a chart "${APPROVAL}"; use kinds/approval.yaml`;
    report('unknown-name', path, message);
  } else {
    const missing = FIELDS.filter((field) => chart.fields[field] === undefined);
    if (missing.length > 0) {
      const message = `chart "${APPROVAL}" has no ${missing.map((each) => `"${each}"`).join(', ')}; an approval is created with them`;
      report('unknown-name', ['charts', APPROVAL, 'fields'], message);
    }
  }
  for (const role of guard.by) {
    unknownRole(definition, role, path, report);
    const known = definition.roles[role];
    if (known === undefined || (!known.readOnly && known.relative === undefined)) continue;
    const why = known.readOnly ? 'may only look' : 'is held through an item';
    report(
      'never-holds',
      path,
      `role "${role}" ${why}, so nobody could approve by it; name a role that is granted`,
    );
  }
}

/**
 * Steps that ask for an approval: of an event that needs one, and doing nothing else, since an approval
 * is bound to the item as it was when it was asked for.
 */
export function checkAsking(definition: Definition, report: Report): void {
  for (const [name, chart] of Object.entries(definition.charts)) {
    const steps = placedSteps(name, chart);
    for (const step of steps) checkAsked(step, steps, report);
  }
  checkApart(definition, report);
}

function checkAsked(step: PlacedStep, steps: readonly PlacedStep[], report: Report): void {
  const { body, event, path } = step;
  const asking = body.changes.flatMap((change) =>
    'askApproval' in change ? [change.askApproval.event] : [],
  );
  if (asking.length === 0) return;
  const needing = steps.filter((each) => approvalAsked(each.body.guard) !== null);
  for (const asked of asking) {
    if (!('value' in asked) || needing.some((each) => each.event === asked.value)) continue;
    const names = new Set(needing.map((each) => each.event));
    const message = `${event} asks for an approval of ${JSON.stringify(asked.value)}, which needs none; ${choices(names)}`;
    report('unknown-name', path, message);
  }
  const beside = [
    ...(body.changes.length > asking.length ? ['other changes'] : []),
    ...(body.to === undefined ? [] : [`"to: ${body.to}"`]),
    ...(step.by === 'person' && step.body.duty !== undefined ? ['a duty'] : []),
  ];
  if (beside.length === 0) return;
  const message = `${event} asks for an approval beside ${beside.join(' and ')}, which voids it at once: it is bound to the item as it was; ask by an event that does nothing else`;
  report('wrong-value', path, message);
}

/** Whoever asks has the duty "requester" by it; those who vote have to be "approver", kept apart from it. */
function checkApart({ charts }: Definition, report: Report): void {
  const chart = charts[APPROVAL];
  if (chart === undefined) return;
  const isApart = groupsOf(chart, 'requester').some((group) => group.includes('approver'));
  const votes = placedSteps(APPROVAL, chart).filter(
    (step) =>
      step.by === 'person' &&
      step.body.changes.some((change) => 'append' in change && change.append === chart.votes),
  );
  const free = votes.filter((step) => step.by === 'person' && step.body.duty === undefined);
  if (isApart && free.length < votes.length) return;
  const message = `whoever asks for an approval could give it; name [requester, approver] in "separate", and "duty: approver" at the events by which people vote`;
  report('wrong-value', ['charts', APPROVAL], message);
}
