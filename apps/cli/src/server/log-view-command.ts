import type { LogView } from '#contract';
import { Stop } from '../terminal/io.js';
import type { Paint } from '../terminal/paint.js';
import { count } from '../terminal/table.js';
import type { Context } from './context.js';

/** How the log stands; with `out`, keeps its newest checkpoint in a file. */
export async function logView(context: Context, { out }: { out?: string }): Promise<void> {
  const { io, paint, client } = context;
  const view = await client.get<LogView>('/api/v1/log');
  const { checkpoint } = view;
  if (out !== undefined) {
    if (checkpoint === null) throw new Stop(1, 'No checkpoint has been signed yet.');
    const why = io.writeFile(out, Buffer.from(checkpoint.note));
    if (why !== null) throw new Stop(1, `"${out}" was not written: ${why}. Name another file.`);
  }
  context.show(view, ({ origin, size, waiting, problem, keys, anchors, verified }) =>
    [
      `${paint.strong(origin ?? 'The log has no name yet')}: ${count(size, 'entry', 'entries')}${waiting === 0 ? '' : `, ${count(waiting, 'write')} to be taken`}`,
      problem === null ? paint.good('Nothing stands in its way.') : paint.bad(problem),
      verifiedText(paint, verified),
      ...keys.map((key) => `Key ${key.fingerprint} since ${key.addedAt}`),
      checkpoint === null
        ? paint.warn('No checkpoint has been signed yet.')
        : `Checkpoint of ${checkpoint.madeAt}, over ${count(checkpoint.size, 'entry', 'entries')}:\n\n${checkpoint.note}`,
      ...(anchors.length === 0
        ? [
            paint.warn(
              'No checkpoint is kept outside: whoever has key and database can rewrite all.',
            ),
          ]
        : anchors.map((anchor) => anchorText(paint, anchor))),
      ...(out === undefined ? [] : [paint.good(`Kept in ${out}.`)]),
    ].join('\n'),
  );
}

function verifiedText(paint: Paint, verified: LogView['verified']): string {
  if (verified === null) return 'It is gone through as a whole each night; not once yet.';
  const { at, size, problem } = verified;
  return problem === null
    ? paint.good(`Gone through as a whole ${at}: ${count(size, 'entry', 'entries')} hold.`)
    : paint.bad(`Gone through as a whole ${at}: ${problem}`);
}

function anchorText(paint: Paint, anchor: LogView['anchors'][number]): string {
  const { name, place, size, anchoredAt, failingSince, problem } = anchor;
  const kept =
    size === null ? 'nothing kept yet' : `${count(size, 'entry', 'entries')} kept ${anchoredAt}`;
  const said = `Kept outside (${name}, ${place}): ${kept}`;
  return problem === null ? said : paint.bad(`${said}; failing since ${failingSince}: ${problem}`);
}
