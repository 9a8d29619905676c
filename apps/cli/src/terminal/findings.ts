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

/** A problem answer for people: what was refused, every reason, and what could be done instead. */
export function problemText(paint: Paint, problem: Problem): string {
  const { title, detail, findings = [], expected = [], errors = [] } = problem;
  const shown = findings.length > 0 || errors.length > 1 ? title : detail;
  return [
    paint.bad(`Refused: ${shown}`),
    ...findingLines(paint, findings),
    ...errors
      .filter((each) => `${each.pointer}: ${each.detail}` !== detail)
      .map(({ pointer, detail: what }) => `  ${pointer}: ${what}`),
    ...(expected.length === 0 ? [] : [`It takes now: ${expected.join(', ')}`]),
    ...(problem.status >= 500 ? [paint.soft(`request ${problem.requestId}`)] : []),
  ].join('\n');
}
