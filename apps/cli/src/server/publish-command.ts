import { loadDefinition, withDays } from '#programme';
import type { DefinitionPublished } from '#contract';
import { soundDefinition } from '../offline/definition-file.js';
import type { Context } from './context.js';

/** Publishes a definition with the files it uses; what is wrong with it is found before it is sent. */
export async function publish(context: Context, file: string): Promise<void> {
  soundDefinition(context.io, file);
  const today = context.io.now().toISOString().slice(0, 10);
  const files: Record<string, string> = {};
  loadDefinition(file, (path) => {
    const text = context.io.readFile(path);
    if (text === null) return null;
    files[path] = withDays(text, today); // what was checked is what is published
    return files[path];
  });
  const body = { entry: file, files };
  const { answer } = await context.client.post<DefinitionPublished>('/api/v1/definitions', body);
  context.show(answer, ({ hash, id, created }) =>
    created ? `Published ${id}: ${hash}` : `${id} was published before: ${hash}`,
  );
}
