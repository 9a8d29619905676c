import type { MigrationDetail, MigrationPage, MigrationView, ProgrammeSummary } from '#contract';
import { Stop } from '../terminal/io.js';
import { count } from '../terminal/table.js';
import type { Context } from './context.js';
import { migrationDetailText, migrationText } from './migration-text.js';
import { progress } from './progress.js';

export type MigrateOptions = { to?: string; from?: string; all?: boolean; dryRun?: boolean };
export type StartOptions = {
  id?: string;
  title?: string;
  clock: string;
  startAt?: string;
  grant?: string[];
};

/** Asks for a migration and previews every programme of it, some at a time. */
export async function migrate(
  context: Context,
  programmes: readonly string[],
  { to, from, all, dryRun }: MigrateOptions,
): Promise<void> {
  if (to === undefined)
    throw new Stop(2, 'Say which version with --to HASH; evolve publish prints it.');
  if ((all === true) === programmes.length > 0) {
    throw new Stop(2, 'Say which programmes: --programme ID, as often as needed, or --all.');
  }
  const body = {
    to,
    programmes: all === true ? 'all' : programmes,
    dryRun: dryRun === true,
    ...(from !== undefined && { from }),
  };
  const { answer } = await context.client.post<MigrationView>('/api/v1/migrations', body);
  await finish(context, answer, 'preview', ({ counts }) => counts.asked);
}

/** A request and its programmes; or all that moving one of them would come to as it stands now. */
export async function showMigration(
  context: Context,
  id: string,
  programme: string | undefined,
): Promise<void> {
  const address = `/api/v1/migrations/${encodeURIComponent(id)}`;
  if (programme === undefined) {
    const view = await context.client.get<MigrationView>(address);
    const all = { ...view, programmes: await allOf(context, view), next: null };
    context.show(all, (shown) => migrationText(context.paint, shown));
    return;
  }
  const one = `${address}/programmes/${encodeURIComponent(programme)}`;
  context.show(await context.client.get<MigrationDetail>(one), (shown) =>
    migrationDetailText(context.paint, shown),
  );
}

/** Applies a migration that somebody else asked for, some programmes at a time. */
export async function applyMigration(context: Context, id: string): Promise<void> {
  const address = `/api/v1/migrations/${encodeURIComponent(id)}`;
  const before = await context.client.get<MigrationView>(address);
  const { answer } = await context.client.post<MigrationView>(`${address}/apply`, {});
  const view = await finish(context, answer, 'apply', ({ counts }) => counts.ready);
  const applied = view.counts.applied - before.counts.applied;
  if (
    applied === before.counts.ready &&
    view.counts.blocked + view.counts.stale + view.counts.failed === 0
  )
    return;
  throw new Stop(
    1,
    `${count(applied, 'programme')} moved; the rest stays where it was. Ask again for what is stale.`,
    view,
  );
}

/** Repeats a step until nothing is left for it, or it no longer gets anything done. */
async function finish(
  context: Context,
  first: MigrationView,
  step: 'preview' | 'apply',
  left: (view: MigrationView) => number,
): Promise<MigrationView> {
  const total = totalOf(first);
  const bar = progress(context.io, step, total);
  let view = first;
  for (let before = Infinity; left(view) > 0 && left(view) < before;) {
    before = left(view);
    bar.at(total - before);
    const address = `/api/v1/migrations/${view.id}/${step}`;
    view = (await context.client.post<MigrationView>(address, {})).answer;
  }
  bar.end();
  view = { ...view, programmes: await allOf(context, view), next: null };
  context.show(view, (shown) => migrationText(context.paint, shown));
  return view;
}

/** Every programme of a request, page after page. */
async function allOf(context: Context, first: MigrationPage) {
  const programmes = [...first.programmes];
  for (let { next } = first; next !== null;) {
    const page: MigrationPage = await context.client.get<MigrationPage>(next);
    programmes.push(...page.programmes);
    next = page.next;
  }
  return programmes;
}

const totalOf = ({ counts }: MigrationView): number =>
  Object.values(counts).reduce((sum, each) => sum + each, 0);

/** Starts a programme from a published definition. */
export async function start(context: Context, definition: string, options: StartOptions) {
  const { id, title, clock, startAt, grant } = options;
  const body = {
    definition,
    clock,
    ...(id !== undefined && { id }),
    ...(title !== undefined && { title }),
    ...(startAt !== undefined && { startAt }),
    ...(grant !== undefined && { grants: grant.map(grantOf) }),
  };
  const { answer } = await context.client.post<ProgrammeSummary>('/api/v1/programmes', body);
  context.show(
    answer,
    (one) => `${one.id} runs on a ${one.clock} clock: ${one.today} (${one.title})`,
  );
}

/** ROLE=PERSONA. */
function grantOf(text: string): { role: string; person: string } {
  const [role = '', person = '', ...more] = text.split('=');
  if (role !== '' && person !== '' && more.length === 0) return { role, person };
  throw new Stop(2, `--grant "${text}" is not ROLE=PERSONA, such as LIBRARIAN=pmo.`);
}
