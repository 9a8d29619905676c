import { createHash } from 'node:crypto';
import { reports, type Cell, type Report } from '#programme';
import { csvOf } from '../reports/csv.js';
import { isChosen } from '../reports/reports.js';
import type { PackTable, PackTold } from './pack-told.js';
import { readMe } from './read-me.js';
import { reportPdf } from './report-pdf.js';
import type { ZipFile } from './zip.js';

const IN_PDF = 100;

/**
 * What is in a pack for people, and what nothing verifies: the reports as CSV, a report to read, how
 * to verify, and the hashes of these.
 */
export async function* conveniences(told: PackTold): AsyncGenerator<ZipFile> {
  const sums: string[] = [];
  const tables: PackTable[] = [];
  for (const report of reports) {
    if (told.sample !== undefined && report.stream === 'refusals') continue;
    const table: PackTable = { report, lines: [], total: 0 };
    tables.push(table);
    const csv = await csvOf(report, keepFirst(linesOf(told, report), table));
    yield summed(`reports/${report.id}.csv`, csv, sums);
  }
  yield summed('report.pdf', reportPdf(told, tables), sums);
  yield summed('verify.html', [told.verifierPage], sums);
  yield summed('README.txt', [readMe(told)], sums);
  yield { name: 'SHA256SUMS', content: sums.join('') };
}

async function* linesOf(
  { engine, access, asked, sample }: PackTold,
  report: Report,
): AsyncGenerator<Cell[]> {
  const these = sample && new Set(sample.these);
  const { organisation, programme } = access;
  for await (const told of engine.retell(organisation, programme, report.stream)) {
    const wanted = these?.has(told.entry.sequence) ?? isChosen(told, asked);
    if (wanted) yield* report.lines(told);
  }
}

async function* keepFirst(lines: AsyncGenerator<Cell[]>, table: PackTable): AsyncGenerator<Cell[]> {
  try {
    for await (const line of lines) {
      if (table.lines.length < IN_PDF) table.lines.push(line);
      table.total += 1;
      yield line;
    }
  } catch (error) {
    // The history does not hold here. The pack is what shows it, and must not end for it.
    const why = `The report ends here: ${error instanceof Error ? error.message : String(error)}`;
    const last = [why, ...table.report.columns.slice(1).map(() => null)];
    table.lines.push(last);
    yield last;
  }
}

/** The file, whose line in SHA256SUMS is there once it has been read. */
function summed(
  name: string,
  content: AsyncIterable<string | Uint8Array> | Iterable<string>,
  sums: string[],
): ZipFile {
  const read = async function* () {
    const hash = createHash('sha256');
    for await (const part of content) {
      hash.update(part);
      yield part;
    }
    sums.push(`${hash.digest('hex')}  ${name}\n`);
  };
  return { name, content: read() };
}
