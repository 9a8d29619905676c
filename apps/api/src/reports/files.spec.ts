import { buffer, text } from 'node:stream/consumers';
import { strFromU8, unzipSync } from 'fflate';
import type { Cell } from '#programme';
import { csvOf } from './csv.js';
import { xlsxOf } from './xlsx.js';

const report = { title: 'Slippage', columns: ['Reason', 'Slip'] };

async function* lines(...all: Cell[][]): AsyncGenerator<Cell[]> {
  yield* all;
}

const FORMULAS = ['=1+1', '+1', '-1+2', '@SUM(A1)', '\t=1', '\r=1'];

describe('a report as CSV', () => {
  const csv = async (...all: Cell[][]) =>
    (await buffer(await csvOf(report, lines(...all)))).toString();

  it('has a heading, a line each, and quotes what needs it', async () => {
    expect(await csv(['a, "b"', -59], [null, null])).toBe(
      '\uFEFFReason,Slip\r\n"a, ""b""",-59\r\n,\r\n',
    );
    expect(await csv()).toBe('\uFEFFReason,Slip\r\n');
  });

  it.each(FORMULAS)('puts a quote before %j, which a spreadsheet would run', async (formula) => {
    expect(await csv([formula, 1])).toMatch(/\r\n"?'[=+\-@\t\r]/);
  });

  it('rejects at once what refuses the report, and breaks off when it fails later', async () => {
    async function* failing(after: Cell[][]): AsyncGenerator<Cell[]> {
      yield* after;
      throw new Error('no database');
    }
    await expect(csvOf(report, failing([]))).rejects.toThrow('no database');
    await expect(text(await csvOf(report, failing([['a', 1]])))).rejects.toThrow('no database');
  });
});

describe('a report as XLSX', () => {
  const parts = async (...all: Cell[][]) => {
    const files = unzipSync(new Uint8Array(await xlsxOf(report, lines(...all))));
    const part = (name: string) => strFromU8(files[name] ?? new Uint8Array());
    return { sheet: part('xl/worksheets/sheet1.xml'), texts: part('xl/sharedStrings.xml') };
  };

  it('has a heading that stays in sight, and numbers as numbers', async () => {
    const { sheet, texts } = await parts(['It cannot wait', -59]);
    expect(texts).toContain('<t>Reason</t>');
    expect(texts).toContain('<t>It cannot wait</t>');
    expect(sheet).toContain('<v>-59</v>');
    expect(sheet).toContain('ySplit="1"');
  });

  it('keeps as a text what looks like a formula', async () => {
    const { sheet, texts } = await parts(...FORMULAS.map((formula) => [formula, null]));
    expect(texts).toContain('<t>=1+1</t>');
    expect(sheet).not.toContain('<f>');
  });

  it('leaves out what no sheet may contain, and cuts what no cell holds', async () => {
    const { texts } = await parts(['a\u0000b\u001B\uFFFEc', null], ['x'.repeat(40_000), null]);
    expect(texts).toContain('<t>abc</t>');
    expect(texts).toContain('x (cut)</t>');
    expect(texts.length).toBeLessThan(34_000);
  });
});
