import { Controller, Get, Header, Inject, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Config } from '#config';
import { ProblemError } from '../http/problem-error.js';
import { Permit } from '../identity/permit.js';
import { OpenApi } from '../openapi/open-api.js';
import { AllProgrammes } from '../programmes/all-programmes.js';
import { CONFIG } from '../tokens.js';
import { docsFile, docsPage, docsScript } from './docs.js';
import { homePage } from './home.js';
import { problemsPage } from './problems.js';
import { style } from './style.js';

const HTML = 'text/html; charset=utf-8';

@ApiExcludeController()
@Controller()
export class PagesController {
  constructor(
    private readonly openApi: OpenApi,
    private readonly programmes: AllProgrammes,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Permit('public')
  @Header('content-type', HTML)
  async home(): Promise<string> {
    const shown = this.config.mode === 'demo' ? await this.programmes.list() : null;
    return homePage(shown, this.config.publicUrl);
  }

  @Get('assets/evolve.css')
  @Permit('public')
  @Header('content-type', 'text/css; charset=utf-8')
  style(): string {
    return style;
  }

  @Get('problems')
  @Permit('public')
  @Header('content-type', HTML)
  problems(): string {
    return problemsPage() ?? '';
  }

  @Get('problems/:slug')
  @Permit('public')
  @Header('content-type', HTML)
  problem(@Param('slug') slug: string): string {
    const found = problemsPage(slug);
    if (found === null) throw new ProblemError('NOT_FOUND', `There is no problem "${slug}".`);
    return found;
  }

  @Get('api/openapi.json')
  @Permit('public')
  @Header('content-type', 'application/json; charset=utf-8')
  document(): string {
    return this.openApi.text;
  }

  @Get('api/docs')
  @Permit('public')
  @Header('content-type', HTML)
  docs(): string {
    return docsPage;
  }

  @Get('api/docs/start.js')
  @Permit('public')
  @Header('content-type', 'text/javascript; charset=utf-8')
  docsStart(): string {
    return docsScript;
  }

  @Get('api/docs/:file')
  @Permit('public')
  async docsFile(@Param('file') name: string, @Res() reply: FastifyReply): Promise<void> {
    const found = await docsFile(name);
    if (found === null) throw new ProblemError('NOT_FOUND', `The reference has no file "${name}".`);
    await reply.type(found.type).header('cache-control', 'max-age=3600').send(found.body);
  }
}
