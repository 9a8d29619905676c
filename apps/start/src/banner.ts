import { personas } from '#contract';

export type Running = {
  readonly url: string;
  readonly database: string;
  readonly queue: string;
  readonly loaded: readonly string[];
  readonly folder: string | null;
};

/** What somebody who has just started Evolve needs to know, and nothing more. */
export function banner(running: Running): string {
  const evolve = 'npm run -s evolve --';
  const width = Math.max(...personas.map((each) => each.id.length));
  const reset =
    running.folder === null
      ? 'the database named by DATABASE_URL keeps everything'
      : `stop, then delete the folder ${running.folder}`;
  return [
    '',
    `Evolve is running at ${running.url}`,
    '',
    `  API reference  ${running.url}/api/docs`,
    `  Mail it sent   ${running.url}/dev/mail`,
    `  Database       ${running.database}`,
    `  Queue          ${running.queue}`,
    `  Programmes     ${running.loaded.join(', ')}`,
    '',
    'Act as one of these people: --as NAME, or the header "Evolve-Persona: NAME"',
    ...personas.map((each) => `  ${each.id.padEnd(width)}  ${each.title}`),
    '',
    'Three things to try, in another terminal',
    `  ${evolve} available --programme evolve-nca --as sro`,
    `  ${evolve} rehearse programmes/evolve-nca/programme.yaml --script programmes/evolve-nca/history.yaml`,
    `  ${evolve} verify evolve-nca`,
    '',
    `Stop with Ctrl-C. To begin anew: ${reset}.`,
    '',
  ].join('\n');
}
