import { createMachine, enqueueActions, type AnyStateMachine } from 'xstate';
import type { WorkingCalendar } from '#plan';
import type { Chart, Rule, State, Transition } from '../definition/chart-schema.js';
import { requestApproval } from '../definition/approval.js';
import type { Definition } from '../definition/definition.js';
import { withDuty } from '../definition/duties.js';
import { compileCalendars } from './compile-calendars.js';
import { ruleOrder } from './rule-order.js';
import { valueEvents } from './value-events.js';

/** One way an event or rule may go, with the state it leaves from (`''` is the chart itself). */
export type Step = {
  id: string;
  from: string;
  event: string;
} & ({ by: 'person'; body: Transition } | { by: 'system'; body: Rule });

export type HistoryState = { path: string; parent: string; depth: 'shallow' | 'deep' };

export type CompiledChart = {
  name: string;
  chart: Chart;
  machine: AnyStateMachine;
  steps: Map<string, Step>;
  /** Steps that leave from a state, by its path. */
  stepsFrom: Map<string, Step[]>;
  states: Map<string, State>;
  histories: HistoryState[];
  events: string[];
  hasRules: boolean;
};

export type CompiledDefinition = {
  definition: Definition;
  hash: string;
  charts: Record<string, CompiledChart>;
  /** The programme's own calendar, and all of them by name, as the definition has them. */
  calendar: WorkingCalendar;
  calendars: ReadonlyMap<string, WorkingCalendar>;
  /** Items whose register says which tables of holidays were adopted since. */
  calendarRegisters: { item: string; rows: string }[];
  /** Items in the order in which their rules are looked at: what others wait for comes first. */
  ruleOrder: string[];
};

/** What a compiled machine asks of the event it is given. */
export type MachineEvent = {
  type: string;
  regions: string[];
  /** Whether the guard of a step holds. */
  holds: (step: string) => boolean;
};

const reopenEvent = (path: string) => `@reopen.${path}`;

/** Builds the machines of a definition. Costs milliseconds: do it once per version and keep it. */
export function compileDefinition(definition: Definition, hash: string): CompiledDefinition {
  const charts: Record<string, CompiledChart> = {};
  for (const [name, chart] of Object.entries(definition.charts)) {
    charts[name] = compileChart(name, chart, definition);
  }
  const calendars = compileCalendars(definition.calendars);
  const calendar = calendars.get(definition.calendar);
  if (calendar === undefined) {
    throw new Error(`calendar "${definition.calendar}" is not among the definition's calendars`);
  }
  return {
    definition,
    hash,
    charts,
    calendar,
    calendars,
    calendarRegisters: Object.entries(definition.items).flatMap(([item, { chart }]) => {
      const rows = definition.charts[chart]?.calendars;
      return rows === undefined ? [] : [{ item, rows }];
    }),
    ruleOrder: ruleOrder(definition),
  };
}

function compileChart(name: string, chart: Chart, definition: Definition): CompiledChart {
  const asking = <T extends Pick<State, 'on' | 'states'>>(state: T): T => ({
    ...state,
    on: { ...requestApproval(state.on, definition), ...state.on },
    states: mapValues(state.states, asking),
  });
  const { on, states } = asking({
    on: { ...valueEvents(chart), ...chart.on },
    states: chart.states,
  });
  const compiled: Omit<CompiledChart, 'machine'> = {
    name,
    chart,
    steps: new Map(),
    stepsFrom: new Map(),
    states: new Map(),
    histories: [],
    events: [],
    hasRules: false,
  };
  const reopened = new Set<string>();
  const config = {
    id: name,
    initial: chart.initial,
    on: transitions(compiled, '', on, {}, reopened),
    states: mapValues(states, (state, key) => stateConfig(compiled, key, state, reopened)),
  };
  for (const path of reopened) addReopening(config, path, name, compiled);
  compiled.hasRules = [...compiled.steps.values()].some((step) => step.by === 'system');
  compiled.events = [...new Set([...compiled.steps.values()].map((step) => step.event))];
  return { ...compiled, machine: createMachineOf(config) };
}

function createMachineOf(config: object): AnyStateMachine {
  const implementations = {
    guards: {
      holds: ({ event }: { event: MachineEvent }, params: { step: string }) =>
        event.holds(params.step),
    },
    actions: {
      reopen: enqueueActions(({ event, enqueue }, params: { of: string }) => {
        const asked = event as MachineEvent; // the only kind of event our machines are given
        for (const region of asked.regions) {
          enqueue.raise({ ...asked, type: reopenEvent(`${params.of}.${region}`) });
        }
      }),
    },
  };
  // The configuration is data: its shape was checked by our schema, which XState's types cannot see.
  return createMachine(config as never, implementations as never) as unknown as AnyStateMachine;
}

type Config = { states?: Record<string, Config>; on?: Record<string, unknown>; initial?: string };

function stateConfig(
  compiled: Omit<CompiledChart, 'machine'>,
  path: string,
  state: State,
  reopened: Set<string>,
): Config {
  compiled.states.set(path, state);
  if (state.history !== undefined) {
    compiled.histories.push({
      path,
      parent: path.split('.').slice(0, -1).join('.'),
      depth: state.history,
    });
    return { type: 'history', history: state.history } as Config;
  }
  return {
    ...(state.parallel && { type: 'parallel' }),
    ...(state.final && { type: 'final' }),
    ...(state.initial !== undefined && { initial: state.initial }),
    on: transitions(compiled, path, state.on, state.rules, reopened),
    states: mapValues(state.states, (inner, key) =>
      stateConfig(compiled, `${path}.${key}`, inner, reopened),
    ),
  };
}

function transitions(
  compiled: Omit<CompiledChart, 'machine'>,
  from: string,
  on: Record<string, Transition | Transition[]>,
  rules: Record<string, Rule | Rule[]>,
  reopened: Set<string>,
): Record<string, unknown> {
  const steps: Step[] = [
    ...listed(on).map(([event, body, id]) => ({
      id,
      event,
      from,
      by: 'person' as const,
      body: withDuty(body),
    })),
    ...listed(rules).map(([event, body, id]) => ({ id, event, from, by: 'system' as const, body })),
  ].map((step) => ({ ...step, id: `${from}/${step.id}` }));
  compiled.stepsFrom.set(from, steps);
  const result: Record<string, object[]> = {};
  for (const step of steps) {
    compiled.steps.set(step.id, step);
    const { to, reopens } = step.body;
    if (reopens !== undefined) reopened.add(reopens);
    (result[step.event] ??= []).push({
      ...(to !== undefined && { target: `#${compiled.name}.${to}` }),
      guard: { type: 'holds', params: { step: step.id } },
      actions: reopens === undefined ? [] : [{ type: 'reopen', params: { of: reopens } }],
    });
  }
  return result;
}

/** Lets each region of a parallel state be sent back to its start while the others stay. */
function addReopening(
  config: Config,
  path: string,
  chart: string,
  compiled: Omit<CompiledChart, 'machine'>,
): void {
  const parent = path
    .split('.')
    .reduce<Config | undefined>((at, name) => at?.states?.[name], config);
  for (const [region, regionConfig] of Object.entries(parent?.states ?? {})) {
    const initial = compiled.states.get(`${path}.${region}`)?.initial;
    if (initial === undefined) continue;
    regionConfig.on = {
      ...regionConfig.on,
      [reopenEvent(`${path}.${region}`)]: { target: `#${chart}.${path}.${region}.${initial}` },
    };
  }
}

const listed = <T>(on: Record<string, T | T[]>): [event: string, body: T, id: string][] =>
  Object.entries(on).flatMap(([event, bodies]) =>
    (Array.isArray(bodies) ? bodies : [bodies]).map((body, index): [string, T, string] => [
      event,
      body,
      `${event}/${index}`,
    ]),
  );

const mapValues = <T, R>(record: Record<string, T>, map: (value: T, key: string) => R) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
