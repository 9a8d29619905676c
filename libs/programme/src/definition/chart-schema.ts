import { z } from 'zod';
import { Field } from './field.js';
import { Guard, ItemRef, Where } from './guard-schema.js';
import { Json, Name, StatePath } from './mark.js';

/** A value that a change writes. */
export const Source = z
  .union([
    z.strictObject({ value: Json }),
    z.strictObject({ payload: Name }),
    z.strictObject({ field: Name }),
    z.strictObject({ its: Name, of: ItemRef }),
    z.strictObject({ column: Name }),
    z.strictObject({ actor: z.literal('person') }),
    z.strictObject({ today: z.literal(true) }),
    z.strictObject({ occurredOn: z.literal(true) }),
  ])
  .meta({ id: 'Source' });
export type Source = z.infer<typeof Source>;

const sources = z.record(Name, Source);

/** The closed list of what an event may do to data. Nothing else changes data. */
export const Change = z
  .union([
    z.strictObject({ set: sources }),
    z.strictObject({ set: sources, rows: Name, row: Source }),
    z.strictObject({ record: z.strictObject({ field: Source, value: Source }) }),
    z.strictObject({ append: Name, row: sources }),
    z.strictObject({ endDate: Name, row: Source, until: Source }),
    z.strictObject({
      createItem: z.strictObject({
        chart: Name,
        title: Source,
        state: StatePath.optional(),
        data: sources.default({}),
        forEach: z
          .strictObject({ rows: Name, item: z.string().optional(), where: Where.optional() })
          .optional(),
      }),
    }),
    z.strictObject({ closeItem: Source }),
  ])
  .meta({ id: 'Change' });
export type Change = z.infer<typeof Change>;

const effect = {
  title: z.string().optional(),
  to: StatePath.optional(),
  guard: Guard.optional(),
  changes: z.array(Change).default([]),
  /** The parallel state whose regions, named in `payload.regions`, are opened again on the way in. */
  reopens: StatePath.optional(),
  /** Roles that get a notice when it happens. */
  tells: z.array(Name).default([]),
};

/** What a person may do: who may send it, what it carries, what must hold, where it leads. */
export const Transition = z
  .strictObject({
    ...effect,
    roles: z.array(Name).min(1),
    payload: z.record(Name, Field).default({}),
  })
  .meta({ id: 'Transition' });
export type Transition = z.infer<typeof Transition>;

/** What the system does by itself whenever its guard holds. */
export const Rule = z.strictObject({ ...effect, guard: Guard }).meta({ id: 'Rule' });
export type Rule = z.infer<typeof Rule>;

const oneOrMore = <T extends z.ZodType>(schema: T) => z.union([schema, z.array(schema).min(1)]);
const on = z.record(Name, oneOrMore(Transition)).default({});
const rules = z.record(Name, oneOrMore(Rule)).default({});

export type State = {
  title?: string | undefined;
  initial?: string | undefined;
  parallel: boolean;
  final: boolean;
  rest: boolean;
  done: boolean;
  history?: 'shallow' | 'deep' | undefined;
  on: Record<string, Transition | Transition[]>;
  rules: Record<string, Rule | Rule[]>;
  states: Record<string, State>;
};

/**
 * A state of a chart. `final` ends the item, `rest` may be where it stays for good, `done` marks the
 * finished state of a region; `history` makes it a return point instead of a state.
 */
export const State: z.ZodType<State> = z
  .lazy(() =>
    z.strictObject({
      title: z.string().optional(),
      initial: Name.optional(),
      parallel: z.boolean().default(false),
      final: z.boolean().default(false),
      rest: z.boolean().default(false),
      done: z.boolean().default(false),
      history: z.enum(['shallow', 'deep']).optional(),
      on,
      rules,
      states: z.record(Name, State).default({}),
    }),
  )
  .meta({ id: 'State' }) as unknown as z.ZodType<State>; // recursive: zod cannot infer the alias

/** Which fields of a chart carry its plan, so that reminders and escalation can be computed. */
const Schedule = z
  .strictObject({
    due: Name,
    forecast: Name,
    forecastOn: Name,
    actual: Name,
    acknowledgedOn: Name,
    checkedOn: Name,
    profile: Name,
    owner: Name,
    dependsOn: Name,
    /** States in which reminders run. */
    active: z.array(StatePath).min(1),
    /** States in which the milestone counts as achieved. */
    achieved: z.array(StatePath).min(1),
  })
  .meta({ id: 'Schedule' });

/** A statechart: what an item of this kind can be, and what may happen to it. */
export const Chart = z
  .strictObject({
    title: z.string(),
    purpose: z.string().optional(),
    fields: z.record(Name, Field).default({}),
    /** Roles that may record a value still to be confirmed (event RECORD_VALUE), with a source. */
    recordedBy: z.array(Name).default([]),
    initial: Name,
    on,
    states: z.record(Name, State),
    schedule: Schedule.optional(),
  })
  .meta({ id: 'Chart' });
export type Chart = z.infer<typeof Chart>;
