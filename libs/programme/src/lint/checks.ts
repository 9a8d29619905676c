import type { Definition } from '../definition/definition.js';
import { choices, type Report } from './message.js';

/** What the register of a daily check has to have, so that an issue can be kept and resolved. */
const COLUMNS = ['title', 'kind', 'detail', 'about', 'owner', 'severity', 'status', 'resolution'];

/** The register that takes what the daily check finds: an item with issues as `kinds/raid.yaml` has them. */
export function checkChecks({ checks, charts, items }: Definition, report: Report): void {
  if (checks?.issues === undefined) return;
  const { issues } = checks;
  const columnsOf = (id: string) => charts[items[id]?.chart ?? '']?.fields['issues']?.columns ?? {};
  const fits = (id: string) => COLUMNS.every((column) => columnsOf(id)[column] !== undefined);
  if (fits(issues)) return;
  const fitting = Object.keys(items).filter(fits);
  const message =
    items[issues] === undefined
      ? `there is no item "${issues}"; ${choices(fitting, issues)}`
      : `"${issues}" keeps no register "issues" with the columns ${COLUMNS.join(', ')}; give it the chart issue-register of kinds/raid.yaml`;
  report('unknown-name', ['checks', 'issues'], message);
}
