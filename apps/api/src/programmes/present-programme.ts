import { presentMilestones, type AsAt, type ProgrammeSummary, type ProgrammeView } from '#contract';
import { slippage, toLocalDate, type Instant } from '#plan';
import {
  available,
  stateWords,
  type CompiledDefinition,
  type ProgrammeState,
  calendarOf,
} from '#programme';

/** A programme as the engine gives it: its state, its definition, and the time on its clock. */
export type Seen = {
  state: ProgrammeState;
  compiled: CompiledDefinition;
  now: Instant;
  /** Of which past it speaks; absent: as it stands now. */
  asAt?: AsAt;
};

export function presentSummary({ state, compiled, now }: Seen): ProgrammeSummary {
  const { zone } = compiled.definition;
  return {
    id: state.id,
    title: state.title,
    organisation: state.organisation,
    clock: state.clock,
    now,
    today: toLocalDate(now, zone),
    zone,
    definition: state.definition,
    head: state.head,
  };
}

/** Where a programme stands: items by kind, milestones, what is late, what waits. */
export function presentProgramme(seen: Seen): ProgrammeView {
  const { state, compiled, now } = seen;
  const summary = presentSummary(seen);
  const milestones = presentMilestones(compiled, state, summary.today);
  const open = milestones.filter((each) => each.standing !== null);
  const late = open.filter((each) => each.standing?.forecast === 'late');
  return {
    ...summary,
    purpose: compiled.definition.purpose ?? null,
    asAt: seen.asAt ?? null,
    kinds: kindsOf(compiled, state),
    milestones: {
      total: milestones.length,
      achieved: milestones.filter((each) => each.achieved).length,
      open: open.length,
      late: late.length,
      slipping: open.filter((each) => each.standing?.forecast === 'slipping').length,
      undated: milestones.filter((each) => each.committed === null && !each.achieved).length,
    },
    late: late.flatMap(({ item, title, committed, forecast, owner }) => {
      if (committed === null) return [];
      const calendar = calendarOf(compiled, state.items[item] ?? null, state.items);
      const { workingDays, calendarDays } = slippage(committed, summary.today, calendar);
      return [
        {
          item,
          title,
          committed,
          forecast,
          owner,
          workingDaysLate: workingDays,
          calendarDaysLate: calendarDays,
        },
      ];
    }),
    blocked: blockedRules(seen, now),
  };
}

function kindsOf(compiled: CompiledDefinition, state: ProgrammeState): ProgrammeView['kinds'] {
  const kinds = new Map<string, ProgrammeView['kinds'][number]>();
  for (const item of Object.values(state.items)) {
    const title = compiled.charts[item.chart]?.chart.title ?? item.chart;
    const kind = kinds.get(item.chart) ?? { chart: item.chart, title, items: [] };
    const { id, since, closed } = item;
    kind.items.push({ item: id, title: item.title, state: stateWords(item.value), since, closed });
    kinds.set(item.chart, kind);
  }
  // A chart of one state keeps rows: what moves through states is what people look for first.
  const moves = ({ chart }: { chart: string }) => statesOf(compiled, chart) > 1;
  return [...kinds.values()].toSorted((one, other) => Number(moves(other)) - Number(moves(one)));
}

const statesOf = ({ charts }: CompiledDefinition, chart: string): number =>
  Object.keys(charts[chart]?.chart.states ?? {}).length;

/** Rules whose reasons were noted: due, and still blocked. */
function blockedRules({ state, compiled }: Seen, now: Instant): ProgrammeView['blocked'] {
  const waiting = new Set(Object.keys(state.blocked));
  if (waiting.size === 0) return [];
  return available(compiled, state, { kind: 'system' }, now)
    .filter((each) => each.by === 'system' && !each.allowed)
    .filter((each) => waiting.has(`${each.item}/${each.event}`))
    .map(({ item, event, blockedBy }) => ({
      item,
      event,
      reasons: blockedBy.map((finding) => finding.words),
    }));
}
