import { canonicalJson, MAX_DEPTH } from './json.js';

/** The value of a canonical text (RFC 8785, whole numbers); or why it is none. */
export function readCanonical(
  text: string,
): { ok: true; parsed: unknown } | { ok: false; why: string } {
  try {
    const parsed: unknown = JSON.parse(text);
    if (isPlainly(text, parsed) || canonicalJson(parsed) === text) return { ok: true, parsed };
    return { ok: false, why: 'its text is JSON, but not in canonical form (RFC 8785)' };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Is the text canonical at first glance? What JSON.stringify makes of sorted keys and whole numbers
 * is canonical, and it is several times as fast; for all that is doubtful the answer is no. Doubtful
 * are halves of surrogate pairs, which it writes as escapes, and keys that look like numbers, which
 * JavaScript keeps in an order of its own.
 */
function isPlainly(text: string, parsed: unknown): boolean {
  return !text.includes('\\ud') && JSON.stringify(parsed) === text && isInOrder(parsed, 0);
}

function isInOrder(value: unknown, depth: number): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= MAX_DEPTH) return false;
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    return list.every((part) => isInOrder(part, depth + 1));
  }
  let last: string | null = null;
  for (const [key, part] of Object.entries(value)) {
    if ((last !== null && key <= last) || !isInOrder(part, depth + 1)) return false;
    last = key;
  }
  return true;
}
