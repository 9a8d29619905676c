import { z } from 'zod';
import { Calendar } from './calendar-schema.js';
import { Chart } from './chart-schema.js';
import { Guard } from './guard-schema.js';
import { IsoDay, Json, Mark, Name } from './mark.js';
import { Authorities } from './authority-schema.js';
import { Migration } from './migration-schema.js';
import { Checks, Escalation, Profile, RagRules } from './plan-schema.js';

const cited = { mark: Mark.optional(), sources: z.array(z.string()).default([]) };

/** An opening value: what it is, or why it is still to be confirmed, and where it comes from. */
export const Opening = z
  .union([
    z.strictObject({ is: Json, ...cited, note: z.string().optional() }),
    z.strictObject({ tbc: z.string(), ...cited }),
  ])
  .meta({ id: 'Opening' });
export type Opening = z.infer<typeof Opening>;

export const Item = z
  .strictObject({
    chart: Name,
    title: z.string(),
    /** Mark and facts of the item itself, and of every opening value that names none. */
    mark: Mark,
    sources: z.array(z.string()).default([]),
    note: z.string().optional(),
    /** The state it starts in; the chart's initial state when absent. */
    state: z.string().optional(),
    data: z.record(Name, Opening).default({}),
    /** Guards of this item that its chart asks for by name (`own`). */
    guards: z.record(Name, Guard).default({}),
    /** Its working days; else those of the role in its owner field, else of the programme. */
    calendar: Name.optional(),
  })
  .meta({ id: 'Item' });
export type Item = z.infer<typeof Item>;

const Fact = z
  .strictObject({
    document: z.string(),
    quote: z.string(),
    lines: z.array(z.int().min(1)).min(1),
    kind: z.string().optional(),
    model: z.string().optional(),
  })
  .meta({ id: 'Fact' });

const Document = z.strictObject({
  title: z.string(),
  date: IsoDay.optional(),
  file: z.string().optional(),
  note: z.string().optional(),
});

/** An effective-dated rule: the row in force on a day, for the values asked, gives the days. */
const RuleTable = z.strictObject({
  title: z.string(),
  rows: z
    .array(
      z.strictObject({
        from: IsoDay.optional(),
        until: IsoDay.optional(),
        when: z.record(Name, Json).default({}),
        atLeast: z.record(Name, z.int()).default({}),
        atMost: z.record(Name, z.int()).default({}),
        days: z.int().min(0),
        text: z.string(),
        mark: Mark,
        sources: z.array(z.string()).default([]),
      }),
    )
    .min(1),
});
export type RuleTable = z.infer<typeof RuleTable>;

/**
 * A role that persons are granted; or a relative one, held by whoever holds the role that a field of
 * the item names (`roleIn`), by the person it names (`personIn`), or by anyone with a role that is
 * not read-only (`anyone`).
 */
const RoleSchema = z.strictObject({
  title: z.string(),
  readOnly: z.boolean().default(false),
  /** The working days of whoever holds it, and so of what it owns. */
  calendar: Name.optional(),
  relative: z
    .union([
      z.strictObject({ roleIn: Name, because: Name.optional() }),
      z.strictObject({ personIn: Name }),
      z.strictObject({ anyone: z.literal(true) }),
    ])
    .optional(),
});

/**
 * A whole programme as data: one YAML document with the files it uses merged in.
 * Published versions are immutable and named by the hash of this value.
 */
export const Definition = z
  .strictObject({
    format: z.literal('evolve/definition/1'),
    id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case letters, digits and "-"'),
    title: z.string(),
    purpose: z.string().optional(),
    organisation: z.strictObject({ id: Name, title: z.string() }),
    zone: z.string(),
    calendar: Name,
    calendars: z.record(Name, Calendar),
    documents: z.record(Name, Document).default({}),
    facts: z.record(Name, Fact).default({}),
    /** Facts that inform the programme but no single item of it, each with the reason. */
    context: z.record(Name, z.string()).default({}),
    roles: z.record(Name, RoleSchema),
    /** The role that manages the programme, and hears what nobody else is told; PROGRAMME_MANAGER, unless given. */
    manager: Name.optional(),
    people: z
      .record(Name, z.strictObject({ name: z.string(), title: z.string().optional(), ...cited }))
      .default({}),
    charts: z.record(Name, Chart),
    items: z.record(Name, Item),
    profiles: z.record(Name, Profile).default({}),
    escalation: Escalation.optional(),
    rag: RagRules.optional(),
    checks: Checks.optional(),
    authorities: Authorities.optional(),
    /** From how many working days between happening and recording on an entry is flagged. */
    backdating: z.strictObject({ moreThanWorkingDays: z.int().min(0) }).optional(),
    rules: z.record(Name, RuleTable).default({}),
    /** How programmes on an earlier version move to this one. */
    migration: Migration.optional(),
    /**
     * Bodies that decide together: how many of each have to be present so that it can; `none` says that
     * its minute alone suffices, which nothing says by itself.
     */
    bodies: z
      .record(
        z.string().min(1),
        z.strictObject({
          title: z.string().optional(),
          quorum: z.union([z.int().min(1), z.literal('none')]),
          ...cited,
        }),
      )
      .optional(),
    /** Scales that reviews rate by, each with its points from best to worst. */
    scales: z
      .record(Name, z.strictObject({ title: z.string(), points: z.array(Name).min(2) }))
      .optional(),
  })
  .meta({ title: 'Evolve programme definition' });
export type Definition = z.infer<typeof Definition>;

/** What a YAML file may hold: a definition, or a part of one that a definition uses. */
export const DefinitionFile = z
  .strictObject({
    ...Definition.partial().shape,
    format: z.enum(['evolve/definition/1', 'evolve/part/1']),
    /** Paths of further files, relative to this one; what this file says stands over theirs. */
    use: z.array(z.string()).default([]),
  })
  .meta({ title: 'Evolve definition file' });

/** What composing needs of a file: its format, the files it uses, and no section that is unknown. */
export const FileHead = z.strictObject({
  ...Object.fromEntries(
    Object.keys(Definition.shape).map((section) => [section, z.unknown().optional()]),
  ),
  format: DefinitionFile.shape.format,
  use: DefinitionFile.shape.use,
});
