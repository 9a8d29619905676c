import { Injectable } from '@nestjs/common';
import type { ReportList, ReportQuery, ReportTable } from '#contract';
import { Engine } from '#engine';
import { toLocalDate } from '#plan';
import { reports, type Cell, type Report, type Told } from '#programme';
import { ProblemError } from '../http/problem-error.js';
import { invalidRequest } from '../http/schema.pipe.js';
import type { Access } from '../identity/permit.js';

/** Which entries a report is made of. */
type Chosen = Omit<ReportQuery, 'format' | 'limit'>;

/** Makes reports out of the entries of a programme, anew each time. */
@Injectable()
export class Reports {
  constructor(private readonly engine: Engine) {}

  list(): ReportList {
    return {
      reports: reports.map(({ id, title, about, columns }) => {
        return { id, title, about, columns: [...columns] };
      }),
    };
  }

  /** The report of that name; a problem, 404, when there is none. */
  named(id: string): Report {
    const report = reports.find((each) => each.id === id);
    if (report !== undefined) return report;
    const known = reports.map((each) => each.id).join(', ');
    throw new ProblemError('NOT_FOUND', `There is no report "${id}"; there are: ${known}.`);
  }

  async table(access: Access, id: string, { limit, ...chosen }: ReportQuery): Promise<ReportTable> {
    const { title, about, columns } = this.named(id);
    const lines: Cell[][] = [];
    let total = 0;
    for await (const line of this.lines(access, id, chosen)) {
      total += 1;
      if (lines.length < limit) lines.push(line);
    }
    return { id, title, about, columns: [...columns], lines, total };
  }

  history({ organisation, programme }: Access): AsyncGenerator<Told> {
    return this.engine.retell(organisation, programme, 'history');
  }

  /** The lines of a report, one at a time. */
  async *lines(
    { organisation, programme }: Access,
    id: string,
    chosen: Chosen,
  ): AsyncGenerator<Cell[]> {
    const { from, to } = chosen;
    if (from !== undefined && to !== undefined && from > to) {
      const detail = `"${from}" is after "${to}"; name the earlier day first`;
      throw invalidRequest([{ pointer: 'query:/from', detail }]);
    }
    const report = this.named(id);
    for await (const told of this.engine.retell(organisation, programme, report.stream)) {
      yield* chosenLines(report, told, chosen);
    }
  }
}

/** A line about another item than the entry's is chosen by that: a change request moves milestones. */
function chosenLines(report: Report, told: Told, { item, ...others }: Chosen): Cell[][] {
  const of = report.of === undefined ? -1 : report.columns.indexOf(report.of);
  if (item === undefined || of === -1) {
    return isChosen(told, { ...others, item }) ? report.lines(told) : [];
  }
  return isChosen(told, others) ? report.lines(told).filter((line) => line[of] === item) : [];
}

/** Whether a report is to be made of this entry. */
export function isChosen(
  { entry, compiled }: Told,
  { from, to, item, person, event }: Chosen,
): boolean {
  const day = toLocalDate(entry.recordedAt, compiled.definition.zone);
  return (
    (from === undefined || day >= from) &&
    (to === undefined || day <= to) &&
    (item === undefined || entry.item === item) &&
    (event === undefined || entry.event?.type === event) &&
    (person === undefined || entry.actor.person === person || entry.actor.actingFor === person)
  );
}
