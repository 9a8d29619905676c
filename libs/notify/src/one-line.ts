/** One line of text: what a subject may hold. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
