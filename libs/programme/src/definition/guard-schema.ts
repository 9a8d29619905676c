import { z } from 'zod';
import { Basis, FieldPath, IsoDay, Json, Name } from './mark.js';

/**
 * Cells a row must have: a value, or a list of which one must match; of a cell that holds a list, one
 * of it has to. `state` asks an item's state; `{ actor: person }` is whoever acts, and whomever they
 * act for; `{ self: id }` this item, `{ field: … }` a value of it, `{ payload: … }` one the event brings.
 */
export const Where = z
  .record(z.string(), z.union([Json, z.array(Json)]))
  .meta({ id: 'Where', description: 'Column: value, or list of values of which one must match.' });
export type Where = z.infer<typeof Where>;

/** Rows of a register (by default those not ended), or items of a chart. */
export const Selection = z
  .union([
    z.strictObject({
      rows: Name,
      item: z.string().optional(),
      where: Where.optional(),
      ended: z.boolean().optional(),
    }),
    z.strictObject({ items: z.string(), where: Where.optional() }),
  ])
  .meta({ id: 'Selection' });
export type Selection = z.infer<typeof Selection>;

/** Where the id of another item stands: in the payload, or in a field of this item. */
export const ItemRef = z.union([
  z.strictObject({ payload: Name }),
  z.strictObject({ field: Name }),
]);
export type ItemRef = z.infer<typeof ItemRef>;

/** An item: this one, or the one whose id stands in the payload or in a field of this item. */
export const ItemHere = z.union([...ItemRef.options, z.strictObject({ self: z.literal('id') })]);
export type ItemHere = z.infer<typeof ItemHere>;

/** The item created last of those chosen; `or` stands in while there is none. */
export const Latest = z
  .strictObject({ items: z.string(), where: Where.optional(), or: Json.optional() })
  .meta({ id: 'Latest' });
export type Latest = z.infer<typeof Latest>;

/** The days that an effective-dated rule gives for the values named. */
const RuleDays = z.strictObject({
  rule: Name,
  on: ItemRef,
  match: z.record(z.string(), ItemRef).default({}),
});

/**
 * A value that a guard looks at; `its`/`of` is a field of the item whose id stands elsewhere, or a
 * part of that field; `or` stands in where that item has no such value. `version` counts the entries
 * that touched an item, `revision` those that changed its data; `hashes` are those of the evidence in
 * a register of this item.
 */
export const Operand = z
  .union([
    z.strictObject({ value: Json }),
    z.strictObject({ field: Name, item: z.string().optional() }),
    z.strictObject({ self: z.literal('id') }),
    z.strictObject({ ruleDays: RuleDays }),
    z.strictObject({ payload: Name, or: Json.optional() }),
    z.strictObject({ count: Selection }),
    z.strictObject({ latest: Latest }),
    z.strictObject({ actor: z.literal('person') }),
    z.strictObject({ today: z.literal(true) }),
    z.strictObject({ version: ItemHere }),
    z.strictObject({ revision: ItemHere }),
    z.strictObject({ hashes: Name }),
    z.strictObject({ its: FieldPath, of: ItemRef, or: Json.optional() }),
  ])
  .meta({ id: 'Operand' });
export type Operand = z.infer<typeof Operand>;

const states = z.array(z.string()).min(1);
const count = z.int().min(0);

/**
 * The closed vocabulary: one key each. There is no expression language. They are tried in this order:
 * what is used most and told apart at a glance stands first.
 */
const guardForms = {
  itemIn: z.strictObject({ item: z.string().default('self'), states }),
  reasonGiven: z.literal(true),
  known: z.strictObject({ field: Name, item: z.string().optional() }),
  own: Name,
  evidence: z.strictObject({ atLeast: count.default(1), kind: z.string().optional() }),
  forecast: z.enum(['onPlan', 'slipping', 'late']),
  count: z.strictObject({
    of: Selection,
    atLeast: count.optional(),
    atMost: count.optional(),
    exactly: count.optional(),
  }),
  every: z.strictObject({ of: Selection, is: Where, atLeast: count.default(1) }),
  regionsDone: z.strictObject({ of: z.string(), regions: z.array(z.string()).min(1) }),
  regionsNamed: z.strictObject({ of: z.string() }),
  compare: z.strictObject({
    left: Operand,
    op: z.enum(['eq', 'ne', 'lt', 'le', 'gt', 'ge']),
    right: Operand,
  }),
  share: z.strictObject({ part: Operand, whole: Operand, over: z.string() }),
  majority: z.strictObject({
    of: Selection,
    among: Selection,
    called: z.string(),
    after: z.literal('changes').optional(),
  }),
  decisionRecorded: z.strictObject({
    body: z.union([z.string(), z.strictObject({ field: Name })]),
    /** How many must have been present, besides what the decision itself says. */
    quorum: Operand.optional(),
    /** Where the item says how many votes are needed: those votes decide instead. */
    votes: z.strictObject({ of: Selection, needs: z.strictObject({ field: Name }) }).optional(),
  }),
  approved: z.strictObject({
    by: z.array(Name).min(1),
    atLeast: z.int().min(1).default(1),
    validDays: z.int().min(1),
    /** How many votes against it reject it; one, unless given. */
    reject: z.union([z.literal('any'), z.int().min(1)]).default('any'),
  }),
  happened: z.strictObject({
    event: z.union([z.string(), z.strictObject({ field: Name })]),
    to: ItemHere,
    after: Operand,
  }),
  noInterest: z.strictObject({ in: z.array(ItemHere).min(1) }),
  onScale: z.strictObject({ rating: Operand, scale: Operand, otherwise: Name.optional() }),
  gateApproved: z.strictObject({ gate: z.union([z.string(), z.strictObject({ field: Name })]) }),
  distinctPersons: z.strictObject({ between: z.array(Operand).min(2) }),
  /** Of whoever acts; or of the person whose id stands elsewhere. */
  separated: z.union([Name, z.strictObject({ duty: Name, person: ItemRef })]),
  withinDays: z.strictObject({ date: Operand, days: z.int().min(1) }),
  quorum: z.strictObject({ of: Selection, needs: Operand }),
  dateReached: z.strictObject({ date: z.union([IsoDay, Operand]) }),
  elapsed: z.strictObject({
    since: Operand,
    days: z.union([count, Operand]).optional(),
    workingDays: z.union([count, Operand]).optional(),
  }),
  ruleResolved: z.strictObject({
    rule: Name,
    on: Operand,
    match: z.record(z.string(), Operand).default({}),
  }),
  changeApproved: z.literal(true),
  /** An event, where one is named, of an item: may an approved change be what it asks for? */
  asksForChange: z.strictObject({ event: ItemRef, of: ItemRef }),
  personActs: z.literal(true),
  escalation: z.strictObject({ level: z.int().min(0).max(4) }),
  unanswered: z.literal(true),
  dependenciesAchieved: z.literal(true),
  acyclic: z.literal(true),
  impactKnown: z.literal(true),
  /** Fields that hold what was computed when it was assessed. */
  impactStands: z.strictObject({ dates: Name, authority: Name }),
  /** A register that holds the plan, of this item or of the one that field `of` names. */
  planAsTaken: z.strictObject({ rows: Name, of: Name.optional() }),
} as const;
export type GuardOp = keyof typeof guardForms;
export const guardOps = Object.keys(guardForms) as GuardOp[];

/** What may stand beside any guard: plain words, what it rests on, who can clear it. */
const meta = {
  words: z.string().optional(),
  basis: Basis.optional(),
  clearedBy: z.array(Name).optional(),
};

type Meta = {
  words?: string | undefined;
  basis?: Basis | undefined;
  clearedBy?: string[] | undefined;
};
type Leaf = {
  [Op in GuardOp]: Meta & { [Key in Op]: z.infer<(typeof guardForms)[Op]> };
}[GuardOp];
export type Guard =
  Leaf | (Meta & { all: Guard[] }) | (Meta & { any: Guard[] }) | (Meta & { not: Guard });

const leaves = guardOps.map((op) => z.strictObject({ [op]: guardForms[op], ...meta }));

/** A condition on a transition; answers are yes, no, or unknown (a value still to be confirmed). */
export const Guard: z.ZodType<Guard> = z
  .lazy(() =>
    z.union([
      z.strictObject({ all: z.array(Guard).min(1), ...meta }),
      ...leaves,
      z.strictObject({ any: z.array(Guard).min(1), ...meta }),
      z.strictObject({ not: Guard, ...meta }),
    ]),
  )
  .meta({ id: 'Guard' }) as unknown as z.ZodType<Guard>; // recursive: zod cannot infer the alias
