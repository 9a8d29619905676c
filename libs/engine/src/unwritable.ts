import type { EventRequest, Refusal } from '#programme';

/** Why an event cannot be written down as it is; null when it can. PostgreSQL keeps no U+0000 in text. */
export function unwritable({ payload, key, item, type, role }: EventRequest): Refusal | null {
  if ([payload, key, item, type, role].every(isSound)) return null;
  const problems: Refusal['problems'] = [];
  walk(payload, '', problems);
  for (const [name, value] of Object.entries({ key, item, type, role })) {
    walk(value, `(${name})`, problems);
  }
  const details = problems.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ');
  return {
    code: 'INVALID_PAYLOAD',
    message: `the event holds text that cannot be kept: ${details}`,
    findings: [],
    expected: [],
    problems,
  };
}

/** Whether all text of a value can be kept: nearly always, and then no place has to be named. */
function isSound(value: unknown): boolean {
  if (typeof value === 'string') return !UNSOUND.test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, inner]) => isSound(key) && isSound(inner));
}

const UNSOUND = /\0|\p{Surrogate}/u;

function walk(value: unknown, pointer: string, problems: Refusal['problems']): void {
  if (typeof value === 'string') {
    const bad = UNSOUND.exec(value)?.[0];
    if (bad === undefined) return;
    const code = bad.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    problems.push({ pointer, detail: `holds U+${code}, which is no character; remove it` });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      walk(key, pointer, problems);
      walk(inner, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, problems);
    }
  }
}
