import { createRequire } from 'node:module';
import type PDFDocument from 'pdfkit';
import { localTime } from '#plan';
import { stateWords, type Cell } from '#programme';
import type { PackTable, PackTold } from './pack-told.js';
import { fingerprintsOf } from './read-me.js';

type Document = InstanceType<typeof PDFDocument>;

const MARGIN = 48;
const INK = '#1b1b1b';
const FAINT = '#5a5a5a';
const RULE = '#c8c8c8';

/**
 * The pack to be read: what it is, how the log was signed, where the programme stands, and the first
 * lines of each report. Made a page at a time. The tables are filled by the time it is read.
 */
export async function* reportPdf(
  told: PackTold,
  tables: readonly PackTable[],
): AsyncGenerator<Uint8Array> {
  const { default: Pdf } = await import('pdfkit');
  const doc: Document = new Pdf({
    size: 'A4',
    layout: 'landscape',
    margin: MARGIN,
    lang: 'en-GB',
    tagged: true,
    displayTitle: true,
    pdfVersion: '1.7',
    font: fontFile('DejaVuSansCondensed'),
    info: { Title: titleOf(told), CreationDate: new Date(told.content.made) },
  });
  doc.registerFont('bold', fontFile('DejaVuSansCondensed-Bold'));
  doc.registerFont('text', fontFile('DejaVuSansCondensed'));
  write(doc, told, tables);
  doc.end();
  for await (const part of doc) yield part as Buffer;
}

const titleOf = ({ seen }: PackTold): string => `${seen.state.title}: evidence pack`;

function write(doc: Document, told: PackTold, tables: readonly PackTable[]): void {
  const { access, asked, content, seen, sample } = told;
  const { zone } = seen.compiled.definition;
  heading(doc, titleOf(told), 20);
  const part = {
    whole: 'the whole history and every refusal',
    range: `recorded from ${asked.from ?? 'the beginning'} to ${asked.to ?? 'the end'}`,
    sample: `a sample of ${sample?.these.length ?? 0} entries, seed "${sample?.seed ?? ''}"`,
  }[asked.part];
  facts(doc, [
    ['Programme', `${access.programme} (organisation ${access.organisation})`],
    ['Holds', part],
    ['Taken', `${localTime(content.made, zone)} (${zone}) by ${access.person}`],
    ['Definition', `${seen.compiled.definition.title}, version ${seen.state.definition}`],
    ['History as taken', `${seen.state.head.sequence} entries; head ${seen.state.head.hash}`],
    ['Checkpoint covers', `${content.checkpoint.size} entries of the log`],
    ...fingerprintsOf(content.keys).map((each): [string, string] => ['Key of the log', each]),
  ]);
  paragraph(
    doc,
    'This report is made from the entries in log.txt and proves nothing by itself. Verify the pack (README.txt says how), and compare the fingerprint of the key with one that you have from elsewhere.',
  );
  heading(doc, 'Where the programme stands', 14);
  const items = Object.values(seen.state.items).map(({ id, title, value, since, closed }) => [
    id,
    title,
    stateWords(value),
    since,
    closed ? 'closed' : '',
  ]);
  table(doc, ['Item', 'Title', 'State', 'Since', ''], items);
  for (const { report, lines, total } of tables) {
    heading(doc, report.title, 14);
    paragraph(doc, report.about);
    if (total === 0) paragraph(doc, 'Nothing.');
    else table(doc, report.columns, lines);
    if (total > lines.length) {
      paragraph(doc, `${lines.length} of ${total} lines; reports/${report.id}.csv has them all.`);
    }
  }
}

function heading(doc: Document, text: string, size: number): void {
  if (doc.y > doc.page.height - 3 * MARGIN) doc.addPage();
  doc.moveDown(size > 14 ? 0 : 1);
  structured(doc, size > 14 ? 'H1' : 'H2', () =>
    doc.font('bold').fontSize(size).fillColor(INK).text(text, MARGIN).moveDown(0.4),
  );
}

function paragraph(doc: Document, text: string): void {
  structured(doc, 'P', () =>
    doc.font('text').fontSize(9).fillColor(FAINT).text(text, MARGIN).moveDown(0.6),
  );
}

function facts(doc: Document, lines: readonly (readonly [string, string])[]): void {
  for (const [name, value] of lines) {
    structured(doc, 'P', () =>
      doc
        .font('bold')
        .fontSize(9)
        .fillColor(INK)
        .text(`${name}: `, MARGIN, doc.y, { continued: true })
        .font('text')
        .text(value),
    );
  }
  doc.moveDown(0.8);
}

/** Long texts are cut, so that one of them does not fill a page; the CSV has them whole. */
const LONGEST = 160;
const shown = (cell: Cell): string => {
  const text = cell === null ? '' : String(cell);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text;
};

function table(doc: Document, columns: readonly string[], lines: readonly Cell[][]): void {
  doc.font('text').fontSize(SIZE).fillColor(INK);
  // A column that says nothing in any line takes the room of those that do.
  const said = columns.flatMap((_, place) =>
    lines.some((line) => shown(line[place] ?? null) !== '') ? [place] : [],
  );
  const data = [columns, ...lines].map((line) => said.map((place) => shown(line[place] ?? null)));
  doc.table({
    position: { x: MARGIN, y: doc.y },
    columnStyles: widthsOf(doc, data).map((width) => ({ width })),
    defaultStyle: { border: { bottom: 0.5 }, borderColor: RULE, padding: PADDING },
    rowStyles: (row) => (row === 0 ? { backgroundColor: '#eeeeee' } : {}),
    data,
  });
  doc.x = MARGIN;
  doc.moveDown(0.6);
}

const SIZE = 7;
const PADDING = 3;
const WIDTH = 842 - 2 * MARGIN; // A4, landscape, in points
/** The width of a column grows no further than this by a long word, such as a hash. */
const LONGEST_WORD = 90;

/** No column is narrower than its longest word; what room is left goes where most is to be said. */
function widthsOf(doc: Document, data: readonly (readonly string[])[]): number[] {
  const sample = data.slice(0, 50);
  const columns = (data[0] ?? []).map((_, place) => sample.map((line) => line[place] ?? ''));
  const least = columns.map((texts) => {
    const words = texts.flatMap((text) => text.split(/\s+/));
    const widest = Math.max(...words.map((word) => doc.widthOfString(word)));
    return Math.min(widest, LONGEST_WORD) + 2 * PADDING + 2;
  });
  const wanted = columns.map((texts) =>
    Math.sqrt(Math.max(...texts.map((text) => text.length), 1)),
  );
  const room = WIDTH - least.reduce((sum, width) => sum + width, 0);
  const all = wanted.reduce((sum, weight) => sum + weight, 0);
  if (room <= 0) return least.map((width) => (WIDTH * width) / (WIDTH - room));
  return least.map((width, place) => width + (room * (wanted[place] ?? 0)) / all);
}

function structured(doc: Document, kind: 'H1' | 'H2' | 'P', draw: () => unknown): void {
  doc.addStructure(doc.struct(kind, {}, () => void draw()));
}

const require = createRequire(import.meta.url);

const fontFile = (name: string): string => require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);
