import { APPROVAL, type ApprovedGuard } from '../definition/approval.js';
import type { Definition } from '../definition/definition.js';
import type { Path } from '../definition/yaml-file.js';
import type { Report } from './message.js';
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
