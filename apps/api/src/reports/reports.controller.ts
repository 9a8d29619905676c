import { Controller, Get, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ReportList, ReportQuery, ReportTable } from '#contract';
import { InProgramme, Permit, type Access } from '../identity/permit.js';
import { Answers, AnswersFile } from '../openapi/answers.js';
import { InPath } from '../programmes/path.js';
import { csvOf } from './csv.js';
import { ocelOf } from './ocel.js';
import { Reports } from './reports.js';
import { xlsxOf } from './xlsx.js';

@ApiTags('reports')
@Controller('api/v1/programmes/:programme')
export class ReportsController {
  constructor(private readonly reports: Reports) {}

  @Get('reports')
  @Permit('read')
  @InPath('programme')
  @Answers({
    summary: 'The reports that there are',
    schema: ReportList,
    problems: ['NOT_FOUND'],
  })
  list(): ReportList {
    return this.reports.list();
  }

  @Get('reports/:report')
  @Permit('read')
  @RouteConfig({ givesFile: true })
  @InPath('programme', 'report')
  @Answers({
    summary: 'A report, made anew from the entries',
    description:
      'As JSON, or with `format` as a file: CSV (UTF-8, RFC 4180) or XLSX. A text that a spreadsheet would take for a formula is quoted in CSV and a plain text in XLSX.',
    schema: ReportTable,
    problems: ['INVALID_REQUEST', 'NOT_FOUND'],
  })
  async report(
    @InProgramme() access: Access,
    @Param('report') id: string,
    @Query({ schema: ReportQuery }) query: ReportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReportTable | StreamableFile> {
    const { format, limit: _limit, ...chosen } = query;
    if (format === 'json') return this.reports.table(access, id, query);
    const report = this.reports.named(id);
    const lines = this.reports.lines(access, id, chosen);
    reply.header('cache-control', 'private, no-cache');
    const disposition = `attachment; filename="${access.programme}-${id}.${format}"`;
    if (format === 'csv') {
      return new StreamableFile(await csvOf(report, lines), {
        type: 'text/csv; charset=utf-8',
        disposition,
      });
    }
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    return new StreamableFile(await xlsxOf(report, lines), { type, disposition });
  }
  @Get('event-log')
  @Permit('read')
  @RouteConfig({ givesFile: true })
  @InPath('programme')
  @AnswersFile({
    summary: 'The history as an event log for process mining (OCEL 2.0, JSON)',
    problems: ['NOT_FOUND'],
  })
  eventLog(@InProgramme() access: Access, @Res({ passthrough: true }) reply: FastifyReply) {
    reply.header('cache-control', 'private, no-cache');
    return new StreamableFile(ocelOf(this.reports.history(access)), {
      type: 'application/json',
      disposition: `attachment; filename="${access.programme}.jsonocel"`,
    });
  }
}
