import { CORRECT } from '../definition/approval.js';
import type { Chart, Transition } from '../definition/chart-schema.js';

const RECORD_VALUE = 'RECORD_VALUE';

/** The events by which a value still to be confirmed is recorded, and a wrong one corrected. */
export function valueEvents(chart: Chart): Record<string, Transition> {
  if (chart.recordedBy.length === 0) return {};
  const label = (title: string, optional = false) => ({ type: 'label' as const, title, optional });
  return {
    [RECORD_VALUE]: {
      title: 'Record a value that was still to be confirmed',
      roles: chart.recordedBy,
      payload: {
        field: label('Field'),
        row: label('Row', true),
        value: { type: 'any', title: 'Value', optional: false },
        source: { type: 'text', title: 'Source', optional: false },
      },
      changes: [{ record: { field: { payload: 'field' }, value: { payload: 'value' } } }],
      tells: [],
    },
    [CORRECT]: {
      title: 'Correct a value by a new entry that points at the one that got it wrong',
      roles: chart.recordedBy,
      payload: {
        entry: { type: 'integer', title: 'Entry that got it wrong', optional: false },
        field: label('Field'),
        row: label('Row', true),
        value: { type: 'any', title: 'Value as it should be', optional: false },
        reason: { type: 'text', title: 'What was wrong', optional: false },
        source: { type: 'text', title: 'Source', optional: false },
      },
      guard: { reasonGiven: true },
      changes: [{ record: { field: { payload: 'field' }, value: { payload: 'value' } } }],
      tells: [],
    },
  };
}
