import { z } from 'zod';
import { AsAt } from './as-at.js';
import { HeldEvidence } from './evidence.js';
import { Quote } from './finding.js';
import { Day, JsonValue, StateValue } from './json.js';

const Marked = z.enum(['seed', 'history', 'proposed', 'recorded', 'assumed']);

/** An item and where it stands. */
export const ItemSummary = z
  .object({
    item: z.string(),
    chart: z.string(),
    title: z.string(),
    /** The state in words, and as the chart names it. */
    state: z.string(),
    value: StateValue,
    since: Day,
    closed: z.boolean(),
    /** Name it as `expectedVersion` to be told when somebody was faster. */
    version: z.int(),
    /** How many values are still to be confirmed. */
    unknown: z.int(),
  })
  .meta({ id: 'ItemSummary' });
export type ItemSummary = z.infer<typeof ItemSummary>;

export const ItemList = z
  .object({
    items: z.array(ItemSummary),
    /** Of which past this speaks; null: as they stand now. */
    asAt: AsAt.nullable(),
  })
  .meta({ id: 'ItemList' });
export type ItemList = z.infer<typeof ItemList>;

/** A value of an item: what it is and where it comes from, or why it is still to be confirmed. */
export const ItemValue = z
  .object({
    field: z.string(),
    title: z.string(),
    type: z.string(),
    value: JsonValue,
    mark: Marked.nullable(),
    sources: z.array(z.string()),
    note: z.string().nullable(),
    /** Why it is still to be confirmed; null when it is known. */
    unknown: z.string().nullable(),
  })
  .meta({ id: 'ItemValue' });
export type ItemValue = z.infer<typeof ItemValue>;

/** An item with its values and the facts they rest on. */
export const ItemView = ItemSummary.extend({
  purpose: z.string().nullable(),
  mark: Marked.nullable(),
  note: z.string().nullable(),
  values: z.array(ItemValue),
  /** The evidence among its values, and where that is held. */
  evidence: z.array(HeldEvidence),
  /** Every fact cited by the item or a value of it, quoted. */
  facts: z.array(Quote),
  /** Of which past this speaks; null: as it stands now. */
  asAt: AsAt.nullable(),
}).meta({ id: 'ItemView' });
export type ItemView = z.infer<typeof ItemView>;
