/** Colours for a terminal, or none at all. */
export type Paint = Record<'good' | 'bad' | 'warn' | 'soft' | 'strong', (text: string) => string>;

const ESCAPE = String.fromCharCode(27);
const code = (open: number, close: number) => (text: string) =>
  text === '' ? text : `${ESCAPE}[${open}m${text}${ESCAPE}[${close}m`;

const colours: Paint = {
  good: code(32, 39),
  bad: code(31, 39),
  warn: code(33, 39),
  soft: code(2, 22),
  strong: code(1, 22),
};

const same = (text: string) => text;
const plain: Paint = { good: same, bad: same, warn: same, soft: same, strong: same };

export const paintFor = (colour: boolean): Paint => (colour ? colours : plain);
