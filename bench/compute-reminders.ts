import { compileDefinition, open, timerChanges } from '#programme';
import { median, noise, type Comparison } from './measure.js';
import { actor, organisation, reminderDefinition } from './reminder-programmes.js';

const now = '2026-01-05T09:00:00.000Z';

/** Every reminder of a programme worked out from nothing: calendar, zone and profile of each milestone. */
export function computeReminders(rounds: number, milestones: number): Comparison[] {
  const definition = reminderDefinition(milestones);
  const fresh = () => compileDefinition(definition, '0'.repeat(64));
  const programme = { id: 'one', organisation, title: 'One', clock: 'live', actor } as const;
  const { state } = open(fresh(), programme, now);
  let reminders = 0;
  const took = Array.from({ length: rounds }, () => {
    const compiled = fresh(); // with it, what was worked out before is forgotten
    const began = performance.now();
    reminders = timerChanges(compiled, null, state, now).set.length;
    return performance.now() - began;
  });
  return [
    {
      what: `computing all ${reminders} reminders of a programme of ${milestones} milestones`,
      unit: 'ms',
      median: median(took),
      noise: noise(took),
    },
  ];
}
