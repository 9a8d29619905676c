import { addDays, toInstant, toLocalDate, type Instant, type IsoDate, type Rag } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import type { ProgrammeState } from '../model.js';
import { milestonePlan, ragOf, slipOf } from './milestone.js';
import { standing, type Standing } from './standing.js';

/** When a programme is looked over each day, unless its definition says otherwise. */
const DEFAULT_MORNING = '07:00';

/** An open milestone as it stood on the morning of a day. */
export type MorningMilestone = {
  item: string;
  colour: Rag['colour'] | null;
  reasons: string[];
  standing: Standing['forecast'];
  escalation: number;
  committed: IsoDate | null;
  forecast: IsoDate | null;
  /** Working days by which the forecast lies after the committed day; negative before it. */
  slip: number | null;
};

/** Forecast, slippage and colour of every open milestone on a local day. */
export function morningOf(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  day: IsoDate,
): MorningMilestone[] {
  return Object.values(state.items).flatMap((item): MorningMilestone[] => {
    const plan = milestonePlan(compiled, item, state.items);
    if (plan === null || !plan.active) return [];
    const now = standing(compiled, state, plan, day);
    const rag = ragOf(compiled, plan, day);
    return [
      {
        item: item.id,
        colour: rag?.colour ?? null,
        reasons: [...(rag?.reasons ?? [])],
        standing: now.forecast,
        escalation: now.level,
        committed: plan.committed,
        forecast: plan.forecast,
        slip: slipOf(plan)?.workingDays ?? null,
      },
    ];
  });
}

/** The programme's next morning strictly after an instant, in its own zone. */
export function nextMorning({ definition }: CompiledDefinition, now: Instant): Instant {
  const { zone, checks } = definition;
  const time = checks?.time ?? DEFAULT_MORNING;
  const today = toLocalDate(now, zone);
  const at = toInstant(today, time, zone);
  return at > now ? at : toInstant(addDays(today, 1), time, zone);
}
