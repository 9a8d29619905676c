import { z } from 'zod';
import { toInstant, type Instant } from '#plan';
import { EventMark, Json } from '../definition/mark.js';
import { plainly } from '../definition/plainly.js';
import { readYaml, type Place } from '../definition/yaml-file.js';
import { schemaProblems } from '../definition/schema-problems.js';
import type { MigrationAct } from '../migrate/migration-preview.js';
import type { Actor } from '../model.js';

const LocalTime = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d$/,
    'must be a local time such as "2011-03-31 08:00"',
  );

const GrantShape = z.union([
  z.string(),
  z.strictObject({ role: z.string(), items: z.array(z.string()).min(1) }),
]);

const EventRow = z.strictObject({
  at: LocalTime,
  mark: EventMark,
  as: z.string(),
  /** For whom, under a delegation of theirs. */
  for: z.string().optional(),
  item: z.string(),
  event: z.string(),
  payload: z.record(z.string(), Json).default({}),
  occurredOn: z.string().optional(),
  role: z.string().optional(),
  key: z.string().optional(),
  source: z.string().optional(),
  note: z.string().optional(),
  /** The code of the refusal that this row is meant to meet. */
  refused: z.string().optional(),
});

/** A move to another version in the middle of a script; it comes before events of the same time. */
const MigrateRow = z.strictObject({
  at: LocalTime,
  /** The definition file of that version, relative to the script. */
  to: z.string(),
  askedBy: z.string(),
  /** Who applies it: another person than asks for it. */
  as: z.string(),
  role: z.string().optional(),
  note: z.string().optional(),
  /** Whether something is meant to stand in its way. */
  blocked: z.boolean().optional(),
});

/** Dated events for a rehearsal clock. It fixes programme id, actors and keys, and so the ledger head. */
export const Script = z
  .strictObject({
    format: z.literal('evolve/script/1'),
    programme: z.string(),
    title: z.string().optional(),
    start: LocalTime,
    until: LocalTime.optional(),
    openedBy: z.string(),
    actors: z.record(
      z.string(),
      z.strictObject({ person: z.string(), roles: z.array(GrantShape).min(1) }),
    ),
    events: z.array(EventRow).default([]),
    migrate: z.array(MigrateRow).optional(),
  })
  .meta({ title: 'Evolve rehearsal script' });
export type Script = z.infer<typeof Script>;
export type ScriptRow = Script['events'][number];
export type MigrateRow = z.infer<typeof MigrateRow>;

export type ScriptLoaded =
  { ok: true; script: Script } | { ok: false; problems: (Place & { message: string })[] };

/** Reads a script; problems say where. Rows must be in order of time and name actors it declares. */
export function loadScript(path: string, text: string): ScriptLoaded {
  const file = readYaml(path, text);
  if (file.errors.length > 0) return { ok: false, problems: file.errors };
  const parsed = Script.safeParse(file.value, { error: plainly });
  if (!parsed.success) {
    return {
      ok: false,
      problems: schemaProblems(parsed.error, file.value, Script).map(({ path: at, message }) => ({
        ...file.locate(at),
        message,
      })),
    };
  }
  const script = parsed.data;
  const problems = script.events.flatMap((row, index) => {
    const place = file.locate(['events', index]);
    const before = index === 0 ? script.start : script.events[index - 1]?.at;
    return [
      ...(before !== undefined && row.at < before
        ? [{ ...place, message: `"${row.at}" is earlier than the row before, "${before}"` }]
        : []),
      ...[row.as, row.for]
        .filter((name) => name !== undefined && script.actors[name] === undefined)
        .map((name) => ({ ...place, message: `"${name}" is none of the script's actors` })),
    ];
  });
  problems.push(
    ...(script.migrate ?? []).flatMap((row, index, all) =>
      migrateProblems(script, row, all[index - 1]?.at ?? script.start).map((message) => ({
        ...file.locate(['migrate', index]),
        message,
      })),
    ),
  );
  if (script.actors[script.openedBy] === undefined) {
    const message = `"${script.openedBy}" is none of the script's actors`;
    problems.push({ ...file.locate(['openedBy']), message });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, script };
}

function migrateProblems({ actors }: Script, row: MigrateRow, before: string): string[] {
  const [asked, applied] = [actors[row.askedBy]?.person, actors[row.as]?.person];
  return [
    ...(row.at < before ? [`"${row.at}" is earlier than what comes before, "${before}"`] : []),
    ...[row.askedBy, row.as]
      .filter((name) => actors[name] === undefined)
      .map((name) => `"${name}" is none of the script's actors`),
    ...(asked !== undefined && asked === applied
      ? [`${asked} asks for the migration and applies it: name another person in "as"`]
      : []),
  ];
}

/** The instant a script's local time names in a programme's zone. */
export function scriptInstant(local: string, zone: string): Instant {
  return toInstant(local.slice(0, 10), local.slice(11), zone);
}

/** An actor of a script with the roles held; acting for another, with that one's. */
export function scriptActor(script: Script, name: string, actingFor?: string): Actor {
  if (actingFor !== undefined) return standIn(script, name, actingFor);
  const actor = script.actors[name];
  if (actor === undefined) throw new Error(`"${name}" is none of the script's actors`);
  return {
    kind: 'person',
    person: actor.person,
    actingFor: null,
    grants: actor.roles.map((role) =>
      typeof role === 'string'
        ? { role, items: null, authority: null }
        : { role: role.role, items: role.items, authority: null },
    ),
  };
}

function standIn(script: Script, name: string, actingFor: string): Actor {
  const [own, other] = [scriptActor(script, name), scriptActor(script, actingFor)];
  if (own.kind === 'system' || other.kind === 'system') return own;
  return { ...other, person: own.person, actingFor: other.person };
}

/** The idempotency key of a row: its own, or one made of its place. */
export function rowKey(row: ScriptRow, index: number): string {
  return row.key ?? `script-${String(index + 1).padStart(4, '0')}`;
}

/** Who migrates the programme by a row, on whose request; by default in the first role they hold. */
export function migrationAct(script: Script, row: MigrateRow, index: number): MigrationAct {
  const actor = scriptActor(script, row.as);
  const held = actor.kind === 'person' ? actor.grants[0]?.role : undefined;
  return {
    actor,
    role: row.role ?? held ?? 'SYSTEM',
    authority: null,
    request: `script-migration-${index + 1}`,
    requestedBy: script.actors[row.askedBy]?.person ?? row.askedBy,
  };
}
