import type { Finding, Problem } from '#contract';
import type { Paint } from './paint.js';

/** Failing conditions, one a line: what, what it rests on with the words of its source, who can clear it. */
export function findingLines(paint: Paint, findings: readonly Finding[]): string[] {
  return findings.flatMap(({ words, basis, whoClears, answer }) => [
    `  ${answer === 'unknown' ? paint.warn('?') : paint.bad('✗')} ${words}`,
    ...(basis === null ? [] : basisLines(paint, basis)),
    ...(whoClears.length === 0 ? [] : [paint.soft(`      cleared by ${whoClears.join(' or ')}`)]),
  ]);
}

function basisLines(paint: Paint, { mark, sources, quotes }: NonNullable<Finding['basis']>) {
  const drawn = sources.length === 0 ? '' : `, drawn from ${sources.join(', ')}`;
  return [
    paint.soft(`      rule of this programme (${mark})${drawn}`),
    ...quotes.map((quote) => paint.soft(`      “${quote}”`)),
  ];
}

/** What an item takes instead, unless the reason has just said so. */
export function takesLines(said: string, expected: readonly string[]): string[] {
  const takes = expected.join(', ');
  return takes === '' || said.includes(takes) ? [] : [`It takes now: ${takes}`];
}

/** A problem answer for people: what was refused, every reason, and what could be done instead. */
export function problemText(paint: Paint, problem: Problem): string {
  const { title, detail, findings = [], expected = [], errors = [] } = problem;
  const shown = findings.length > 0 || errors.length > 1 ? title : detail;
  return [
    paint.bad(`Refused: ${shown}`),
    ...findingLines(paint, findings),
    ...errors
      .filter((each) => !shown.includes(each.detail))
      .map(({ pointer, detail: what }) => `  ${pointer}: ${what}`),
    ...takesLines(shown, expected),
    ...(problem.status >= 500 ? [paint.soft(`request ${problem.requestId}`)] : []),
  ].join('\n');
}
