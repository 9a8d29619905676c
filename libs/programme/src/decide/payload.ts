import { z } from 'zod';
import { checkPlannedDate, isIsoDate, type PlannedDate } from '#plan';
import { HolidayTable } from '../definition/calendar-schema.js';
import type { Field } from '../definition/field.js';
import { Json, Name } from '../definition/mark.js';
import { plainly, quote } from '../definition/plainly.js';
import type { JsonObject } from '../model.js';

export type PayloadProblem = { pointer: string; detail: string };

const text = (max: number) =>
  z
    .string()
    .max(max, `must be at most ${max} characters`)
    .refine((value) => value.trim() !== '', 'must not be empty');
const label = text(200);
const free = z.string().max(500, 'must be at most 500 characters');
/** An id such as "P-101"; the system claims milestones under its own. A name must not fit. */
const person = z
  .string()
  .regex(
    /^(?:P(?:-[A-Za-z0-9]{1,32}|[0-9]{1,32})|system)$/,
    'an id such as "P-101" is expected, never a name',
  );
const day = z.string().refine(isIsoDate, 'must be a day such as "2011-04-01"');

const PlannedDateShape = z
  .strictObject({
    precision: z.enum(['DAY', 'MONTH', 'YEAR_WINDOW', 'RELATIVE', 'UNDATED']),
    bound: z.enum(['ON', 'BY']).optional(),
    hardness: z.enum(['HARD', 'TARGET', 'EXPECTED']).optional(),
    date: z.string().optional(),
    relativeTo: z
      .strictObject({ item: label, days: z.int().optional(), workingDays: z.int().optional() })
      .optional(),
    wording: free.optional(),
    reading: z
      .strictObject({
        strict: z.boolean(),
        basis: free.optional(),
        note: free.optional(),
      })
      .optional(),
  })
  .superRefine((value, context) => {
    // exactOptionalPropertyTypes: zod says "or undefined" where JSON cannot
    for (const message of checkPlannedDate(value as PlannedDate)) {
      context.addIssue({ code: 'custom', message });
    }
  });

/** Evidence by reference: what it is, where it is, and the SHA-256 of the file when there is one. */
const EvidenceShape = z.strictObject({
  title: text(500),
  source: text(1000),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits')
    .optional(),
  kind: label.optional(),
});

const DecisionShape = z.strictObject({
  body: label,
  minute: text(4000),
  /** Who of the body was there; or `present`, how many. */
  members: z.array(person).optional(),
  present: z.int().min(0).optional(),
  quorum: z.int().min(0).optional(),
  recused: z.array(person).optional(),
});

const valueSchemas = new WeakMap<Field, z.ZodType>();

/** A value of one type, as an event may carry it or a field may hold it; built once a field. */
function valueSchema(field: Field): z.ZodType {
  const schema = valueSchemas.get(field) ?? builtSchema(field);
  valueSchemas.set(field, schema);
  return schema;
}

function builtSchema(field: Field): z.ZodType {
  switch (field.type) {
    case 'text':
      return text(4000);
    case 'person':
      return person;
    case 'label':
    case 'role':
    case 'item':
      return label;
    case 'choice':
      return z.enum((field.choices ?? []) as [string, ...string[]]); // lint refuses an empty list
    case 'date':
      return day;
    case 'calendar':
      return label;
    case 'holidayTable':
      return HolidayTable;
    case 'plannedDate':
      return PlannedDateShape;
    case 'integer':
      return z.int();
    case 'decimal':
      return z
        .string()
        .regex(/^-?\d{1,15}(\.\d{1,9})?$/, 'must be a number written as text, such as "416.6"');
    case 'boolean':
      return z.boolean();
    case 'items':
    case 'names':
      return z.array(label).max(200);
    case 'evidence':
      return z.array(EvidenceShape).max(50);
    case 'decision':
      return DecisionShape;
    case 'any':
      return Json;
    case 'rows':
      return z.array(rowSchema(field.columns ?? {})).max(5000);
    default:
      return field.type satisfies never;
  }
}

/** A row of a register: its id, its days, its mark, and the columns declared. */
function rowSchema(columns: Record<string, Field>): z.ZodType {
  return z.strictObject({
    ...objectShape(columns, true),
    id: label,
    from: day.nullish(),
    until: day.nullish(),
    mark: z.enum(['seed', 'history', 'proposed', 'assumed', 'recorded']).optional(),
    sources: z.array(Name).optional(),
    note: z.string().optional(),
    tbc: z.record(z.string(), z.string()).optional(),
  });
}

/** Rows that an event brings along: the columns declared; an id is given to those without one. */
function givenRows(columns: Record<string, Field>): z.ZodType {
  const row = z.strictObject({ ...objectShape(columns, false), id: label.optional() });
  return z.array(row).max(200);
}

function objectShape(fields: Record<string, Field>, stored: boolean): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const isGivenRows = !stored && field.type === 'rows';
      const schema = isGivenRows ? givenRows(field.columns ?? {}) : valueSchema(field);
      return [name, stored ? schema.nullish() : field.optional ? schema.optional() : schema];
    }),
  );
}

const schemas = new WeakMap<Record<string, Field>, z.ZodType>();

/** The schema of an event's payload: strict, so that a misspelt key is refused and not lost. */
function payloadSchema(fields: Record<string, Field>): z.ZodType {
  const known = schemas.get(fields);
  if (known !== undefined) return known;
  const schema = z.strictObject(objectShape(fields, false));
  schemas.set(fields, schema);
  return schema;
}

/** Checks a payload; each problem says where (a JSON pointer) and quotes what stands there. */
export function checkPayload(fields: Record<string, Field>, payload: JsonObject): PayloadProblem[] {
  const reserved = reservedNames(payload);
  if (reserved.length > 0) return reserved;
  const parsed = payloadSchema(fields).safeParse(payload, { error: plainly });
  return parsed.success ? [] : problemsOf(parsed.error, payload, Object.keys(fields));
}

/** Checks one value against a field, as RECORD_VALUE and opening positions need it. */
export function checkValue(field: Field, value: unknown, pointer: string): PayloadProblem[] {
  const reserved = reservedNames(value, pointer);
  if (reserved.length > 0) return reserved;
  const parsed = valueSchema(field).safeParse(value, { error: plainly });
  if (parsed.success) return [];
  return problemsOf(parsed.error, value, []).map((problem) => ({
    ...problem,
    pointer: pointer + problem.pointer,
  }));
}

/** Names that stand for private text in the ledger: nobody may bring them along. */
const RESERVED = ['$commitment', '$private', '$erased'];

/** Each reserved name within a value, with its place (a JSON pointer below the one given). */
export function reservedNames(value: unknown, pointer = ''): PayloadProblem[] {
  if (typeof value !== 'object' || value === null || !bringsReserved(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const detail = `"${key}" is a name that the ledger keeps to itself; use another`;
    const own = RESERVED.includes(key) ? [{ pointer: at, detail }] : [];
    return [...own, ...reservedNames(inner, at)];
  });
}

/** Asked first: nearly all bring none, and then no place has to be named. */
const bringsReserved = (value: object): boolean =>
  Object.entries(value).some(
    ([key, inner]: [string, unknown]) =>
      RESERVED.includes(key) ||
      (typeof inner === 'object' && inner !== null && bringsReserved(inner)),
  );

function problemsOf(error: z.ZodError, root: unknown, takes: string[]): PayloadProblem[] {
  return error.issues.flatMap((issue) => {
    const pointer = issue.path.map((key) => `/${String(key)}`).join('');
    if (issue.code === 'unrecognized_keys') {
      const known =
        issue.path.length === 0 && takes.length > 0 ? `; it takes ${takes.join(', ')}` : '';
      const none = issue.path.length === 0 && takes.length === 0 ? '; it takes nothing' : '';
      return issue.keys.map((key) => ({
        pointer: `${pointer}/${key}`,
        detail: `"${key}" is not known here${known}${none}`,
      }));
    }
    if (issue.code === 'invalid_key') {
      const key = JSON.stringify(issue.path.at(-1));
      return issue.issues.map(({ message }) => ({ pointer, detail: `${key} ${message}` }));
    }
    const value = issue.path.reduce<unknown>(
      (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], // any JSON container
      root,
    );
    const detail = value === undefined ? 'is missing' : `${quote(value)}: ${issue.message}`;
    const last = issue.path.at(-1); // none when the whole value does not fit
    return [{ pointer, detail: last === undefined ? detail : `"${String(last)}" ${detail}` }];
  });
}
