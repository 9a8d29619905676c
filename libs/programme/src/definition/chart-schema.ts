import { z } from 'zod';
import { Field } from './field.js';
import { Guard, ItemHere, ItemRef, Latest, Where } from './guard-schema.js';
import { Json, Name, StatePath } from './mark.js';

/** What can be computed of a change that is asked for: see `schedule/change-impact.ts`. */
const impactParts = ['dates', 'workingDays', 'authority', 'recorder', 'because'] as const;
export type ImpactPart = (typeof impactParts)[number];

/**
 * A value that a change writes. `latest` is the id of the item created last of those chosen; `plan`
 * is every milestone as it is planned now; `escalation` the level that the ladder has reached today; `impact` is computed from what the item asks to change;
 * `nextOccurrence` is the planned date that follows this item's, by the row of the cadence.
 * `persons` are whoever acts and whomever they act for; `daysAhead` is the day so many days from now (calendar days);
 * `version`, `revision` and `hashes` are as a guard looks at them; `approval` is the one that allows
 * this event.
 */
export const Source = z
  .union([
    z.strictObject({ value: Json }),
    z.strictObject({ payload: Name }),
    z.strictObject({ field: Name }),
    z.strictObject({ column: Name }),
    z.strictObject({ actor: z.enum(['person', 'persons', 'actingFor']) }),
    z.strictObject({ today: z.literal(true) }),
    z.strictObject({
      daysAhead: z.union([z.int().min(1), z.strictObject({ field: Name })]),
    }),
    z.strictObject({ version: ItemHere }),
    z.strictObject({ revision: ItemHere }),
    z.strictObject({ hashes: Name }),
    z.strictObject({ approval: z.literal('id') }),
    z.strictObject({ occurredOn: z.literal(true) }),
    z.strictObject({ self: z.enum(['id', 'title']) }),
    z.strictObject({ latest: Latest }),
    z.strictObject({ escalation: z.literal('level') }),
    z.strictObject({ plan: z.literal(true) }),
    z.strictObject({ nextOccurrence: Name }),
    z.strictObject({ impact: z.enum(impactParts) }),
    z.strictObject({ its: Name, of: ItemRef }),
  ])
  .meta({ id: 'Source' });
export type Source = z.infer<typeof Source>;

const sources = z.record(Name, Source);
const forEach = z.strictObject({
  rows: Name,
  item: z.string().optional(),
  where: Where.optional(),
});

/** The closed list of what an event may do to data. Nothing else changes data. */
export const Change = z
  .union([
    z.strictObject({ set: sources }),
    z.strictObject({ set: sources, rows: Name, row: Source }),
    z.strictObject({ set: sources, item: Source, forEach: forEach.optional() }),
    z.strictObject({ record: z.strictObject({ field: Source, value: Source }) }),
    z.strictObject({ append: Name, row: sources }),
    z.strictObject({ append: Name, row: sources, item: Source, forEach: forEach.optional() }),
    z.strictObject({ endDate: Name, row: Source, until: Source }),
    z.strictObject({ endDate: Name, where: Where, until: Source }),
    z.strictObject({ askApproval: z.strictObject({ event: Source }) }),
    z.strictObject({
      createItem: z.strictObject({
        chart: Name,
        title: Source,
        state: StatePath.optional(),
        data: sources.default({}),
        /** The duty that whoever creates it performs on it. */
        duty: Name.optional(),
        forEach: forEach.optional(),
      }),
    }),
    z.strictObject({ closeItem: Source }),
    /** Makes the person whose id stands there what the duty says, as if they had performed it. */
    z.strictObject({ duty: Name, person: ItemRef }),
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
    /** What whoever sends it is to this item from then on; kept apart by the chart's `separate`. */
    duty: Name.optional(),
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
    /** A register of every acknowledgement, by its `day` and the `level` it answers: a later one must not undo what an earlier held. */
    acknowledgements: Name.optional(),
    checkedOn: Name,
    profile: Name,
    owner: Name,
    dependsOn: Name,
    /** A register of lags: a row's id is an item of `dependsOn`, its `workingDays` the lag after it. */
    lags: Name.optional(),
    /** A register of colours stated beside the computed one: `colour`, `reason`, `by`, and `until` when. */
    statedColours: Name.optional(),
    /** The change by which the planned date was set last. */
    changedBy: Name.optional(),
    /** States in which reminders run. */
    active: z.array(StatePath).min(1),
    /** States in which the milestone counts as achieved. */
    achieved: z.array(StatePath).min(1),
  })
  .meta({ id: 'Schedule' });
export type Schedule = z.infer<typeof Schedule>;

/** Which fields of a chart say what is to change in the plan, so that the impact can be computed. */
const ChangeFields = z
  .strictObject({
    /** The item it is about. */
    subject: Name,
    /** Rows with `milestone` and `newDue`. */
    moves: Name,
    /** Rows with `due` and `profile`. */
    additions: Name,
    /** Rows with `milestone`. */
    cancellations: Name,
    /** The one event of its subject that it allows; where none stands there, only one that moves it. */
    allows: Name.optional(),
    /** The new day of its subject. */
    newDate: Name.optional(),
  })
  .meta({ id: 'ChangeFields' });
export type ChangeFields = z.infer<typeof ChangeFields>;

/** A register of posts: in which column stands what, and which status says that nobody holds one. */
const Posts = z
  .strictObject({
    rows: Name,
    title: Name,
    status: Name,
    vacant: z.string(),
    /** The item that a post leads. */
    leads: Name.optional(),
  })
  .meta({ id: 'Posts' });
export type Posts = z.infer<typeof Posts>;

/**
 * A register that takes what the daily check finds: rows with `title`, `detail`, `about`, `owner` and
 * `resolution`, and those named here.
 */
const Issues = z
  .strictObject({
    rows: Name,
    status: Name,
    open: z.string(),
    resolved: z.string(),
    /** What else stands in the row of an issue that a check raises. */
    cells: z.record(Name, Json).default({}),
  })
  .meta({ id: 'Issues' });
export type Issues = z.infer<typeof Issues>;

/** A statechart: what an item of this kind can be, and what may happen to it. */
export const Chart = z
  .strictObject({
    title: z.string(),
    purpose: z.string().optional(),
    fields: z.record(Name, Field).default({}),
    /** The register of who acts for whom: rows with `giver`, `delegate`, `events` and `items`. */
    delegations: Name.optional(),
    /** The register of leave given to go another way than the rules have it. */
    overrides: Name.optional(),
    /** Groups of duties: no one person performs two of a group on the same item, ever. */
    separate: z.array(z.array(Name).min(2)).optional(),
    /** Roles that may record a value still to be confirmed (event RECORD_VALUE), with a source. */
    recordedBy: z.array(Name).default([]),
    initial: Name,
    on,
    states: z.record(Name, State),
    schedule: Schedule.optional(),
    change: ChangeFields.optional(),
    /** The register of votes: a task for whoever may still add one. */
    votes: Name.optional(),
    /** The register of holiday tables adopted: rows with `calendar`, `table` and `hash`. */
    calendars: Name.optional(),
    /** The register of interests, with the columns `person` and `about`. */
    interests: Name.optional(),
    posts: Posts.optional(),
    issues: Issues.optional(),
  })
  .meta({ id: 'Chart' });
export type Chart = z.infer<typeof Chart>;
