import { z } from 'zod';
import { Name } from './mark.js';

/**
 * The type of a value in item data, register rows and event payloads.
 *
 * - `text` is free text: it may name people, so it stands in the ledger as a salted commitment.
 * - `label` is a short public text. `decimal` is a number written as text ("416.6"): no floats.
 * - `person` is an opaque id such as "P-101", never a name.
 * - `role` is a role of the definition, `item` an item of the programme.
 * - `calendar` is one of the definition's, by name; `holidayTable` what one of them says, complete.
 * - `plannedDate` is as `#plan` has it; its wording, and why it is read as it is, are free text.
 * - `names` is a list of labels (such as regions to reopen), `items` a list of item ids.
 * - `rows` is a register: a list of rows, each with an `id`, and `from`/`until` days.
 * - `any` is a value whose type another part of the event decides; it is kept like free text.
 */
const FieldType = z.enum([
  'text',
  'label',
  'choice',
  'date',
  'plannedDate',
  'calendar',
  'holidayTable',
  'integer',
  'decimal',
  'boolean',
  'person',
  'role',
  'item',
  'items',
  'names',
  'evidence',
  'decision',
  'rows',
  'any',
]);

const common = {
  title: z.string().optional(),
  optional: z.boolean().default(false),
  choices: z.array(z.string()).optional(),
  /** Whether RECORD_VALUE may fill it in; by default unless an event of the chart sets it. */
  recordable: z.boolean().optional(),
  /** Whether one person may correct it, whatever brought it; if false, nobody. By default what brought it says. */
  correctable: z.boolean().optional(),
};

/** Beside what a column has, what recording a field makes of a person. */
const own = {
  /** What whoever records or corrects it is to the item from then on, as by the duty of an event. */
  duty: Name.optional(),
};

/** A column of a register: any type but a register. */
const Column = z
  .strictObject({ type: FieldType.exclude(['rows']), ...common })
  .meta({ id: 'Column' });

export const Field = z
  .strictObject({ type: FieldType, ...common, ...own, columns: z.record(Name, Column).optional() })
  .meta({ id: 'Field' });
export type Field = z.infer<typeof Field>;
