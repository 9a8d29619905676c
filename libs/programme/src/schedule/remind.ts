import { secondsBetween, toLocalDate, type Instant } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import { hasProgrammeEnded } from '../chart/ended.js';
import { stateWords } from '../chart/state-value.js';
import { addressees } from '../decide/permit.js';
import { managerOf } from '../definition/manager.js';
import type { Notice, ProgrammeState, Timer } from '../model.js';
import { milestonePlan, slipOf, type MilestonePlan } from './milestone.js';
import { nextTimer } from './timers.js';

/**
 * What a due reminder, check or catch-up comes to: who hears it, and what is due next; or why nobody
 * need hear it any more, in words.
 */
export type Reminded =
  { notice: Notice; next: Timer | null } | { notice: null; next: null; why: string };

/** Reminders handed on more than this after they were due say so. */
const LATE_AFTER_SECONDS = 60;

/**
 * Turns a due timer into its notice. No transition: the programme's state stays as it is. Gives no
 * notice when the item is done meanwhile, so a timer that outlived its reason falls silent. `told`
 * names the reminders it stands for when they are more than itself: it is a catch-up then.
 */
export function remind(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  timer: Timer,
  now: Instant,
  told: readonly string[] = [],
): Reminded {
  const item = state.items[timer.item];
  const plan = item === undefined ? null : milestonePlan(compiled, item, state.items);
  if (item === undefined || plan === null || timer.kind === 'wake') {
    return silent('it is no milestone any more');
  }
  if (!plan.active) return silent(`it is ${stateWords(item.value)}`);
  if (hasProgrammeEnded(compiled, state)) return silent('the programme has ended');
  // Counted from another day since it was set: what applies now has timers of its own.
  if (isOutdated(timer, plan)) return silent('its date has moved');
  const watch =
    plan.profile !== null && 'every' in plan.profile.profile ? plan.profile.profile : null;
  const roles = watch === null ? [plan.owner ?? managerOf(compiled.definition)] : watch.tell;
  const to = roles.map((role) => addressees(compiled.definition, item, role));
  const notice: Notice = {
    id: `${item.id}.${timer.key}`,
    template: told.length > 1 ? 'catchUp' : timer.kind,
    item: item.id,
    toRoles: [...new Set(to.flatMap((each) => each.roles))],
    toPersons: [...new Set(to.flatMap((each) => each.persons))],
    data: {
      ...timer.detail,
      ...(told.length > 1 && { missed: [...told] }),
      dueAt: timer.dueAt,
      date: toLocalDate(timer.dueAt, compiled.definition.zone),
      late: secondsBetween(timer.dueAt, now) > LATE_AFTER_SECONDS,
      title: item.title,
      wording: plan.planned?.wording ?? null,
      forecast: plan.forecast,
      slip: slipOf(plan)?.workingDays ?? null,
    },
  };
  const recurs = timer.kind === 'reminder' || timer.kind === 'check';
  // What recurs goes on from now: what it missed since is told by this notice.
  return { notice, next: recurs ? nextTimer(compiled, plan, now) : null };
}

const silent = (why: string): Reminded => ({ notice: null, next: null, why });

/** A check is counted from the day since which something is watched, whatever its date. */
function isOutdated({ kind, key, detail }: Timer, { anchor, deadline }: MilestonePlan): boolean {
  const countedFrom = /@([\d-]+)/.exec(key)?.[1];
  return kind === 'check' ? countedFrom !== anchor : detail['deadline'] !== deadline;
}
