import { calendarDaysBetween, type IsoDate } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import { addressees } from '../decide/permit.js';
import type { Posts } from '../definition/chart-schema.js';
import { textOf } from '../definition/json-text.js';
import { roleName } from '../definition/role-name.js';
import { hasEnded, rowsOf } from '../guard/scope.js';
import type { ItemState, ProgrammeState } from '../model.js';
import { milestonePlan, type MilestonePlan } from './milestone.js';

/** A role held in the programme now; no items: for all of them. */
export type HeldRole = { role: string; items: readonly string[] | null };

/** Something about the data that keeps the plan from being believed, until it is put right. */
export type QualityFinding = {
  /** The same as long as the reason is: another date makes another finding. */
  id: string;
  title: string;
  detail: string;
  about: string | null;
};

/**
 * What is wrong with the data of a programme on a day: milestones that nobody owns, or whose owner
 * holds no role any more; forecasts that are stale by the definition's own limit; vacant posts.
 *
 * @param held every role held now, by anybody
 */
export function dataQuality(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  day: IsoDate,
  held: readonly HeldRole[],
): QualityFinding[] {
  return Object.values(state.items).flatMap((item) => {
    const posts = compiled.charts[item.chart]?.chart.posts;
    if (posts !== undefined) return vacantPosts(item, posts, day);
    const plan = milestonePlan(compiled, item, state.items);
    if (plan === null || !plan.active) return [];
    return [...ownerless(compiled, item, plan, held), ...stale(compiled, item, plan, day)];
  });
}

function ownerless(
  { definition }: CompiledDefinition,
  item: ItemState,
  { owner }: MilestonePlan,
  held: readonly HeldRole[],
): QualityFinding[] {
  const about = item.id;
  if (owner === null) {
    const title = 'A milestone has no owner';
    return [{ id: `no-owner-${about}`, title, detail: `Nobody owns ${item.title}`, about }];
  }
  const isHeld = (role: string) =>
    held.some((each) => each.role === role && (each.items?.includes(about) ?? true));
  const { roles } = addressees(definition, item, owner);
  return roles
    .filter((role) => !isHeld(role))
    .map((role) => ({
      id: `vacant-${role}-${about}`,
      title: 'The owner of a milestone is vacant',
      detail: `Nobody holds the role ${roleName(definition, role)}, which owns ${item.title}`,
      about,
    }));
}

/** What is watched has no forecast to keep; what has no date, none to be late for. */
function stale(
  { definition: { rag } }: CompiledDefinition,
  item: ItemState,
  plan: MilestonePlan,
  day: IsoDate,
): QualityFinding[] {
  const most = rag?.redWhenForecastNotUpdatedFor;
  const isWatched = plan.profile !== null && 'every' in plan.profile.profile;
  if (most === undefined || isWatched || plan.committed === null) return [];
  const since = plan.forecastOn ?? plan.anchor;
  if (calendarDaysBetween(since, day) < most) return [];
  const said = plan.forecastOn === null ? 'has had no forecast since' : 'was forecast last on';
  return [
    {
      id: `stale-${item.id}-${since}`,
      title: 'A forecast is stale',
      detail: `${item.title} ${said} ${since}; the limit is ${most} calendar days`,
      about: item.id,
    },
  ];
}

function vacantPosts(register: ItemState, posts: Posts, day: IsoDate): QualityFinding[] {
  return rowsOf(register, posts.rows)
    .filter((row) => row[posts.status] === posts.vacant && !hasEnded(row, day))
    .map((row) => {
      const led = posts.leads === undefined ? null : row[posts.leads];
      return {
        id: `post-${register.id}-${textOf(row['id'])}`,
        title: 'A post is vacant',
        detail: textOf(row[posts.title]),
        about: typeof led === 'string' ? led : null,
      };
    });
}
