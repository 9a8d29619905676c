import { Body, Controller, HttpCode, Inject, Post, Res, StreamableFile } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { PackRequest } from '#contract';
import { InProgramme, Permit, type Access } from '../identity/permit.js';
import { AnswersFile } from '../openapi/answers.js';
import { InPath } from '../programmes/path.js';
import { LOGGER } from '../tokens.js';
import { Packs } from './packs.js';
import { zipOf } from './zip.js';

@ApiTags('audit')
@Controller('api/v1/programmes/:programme/evidence-packs')
export class PacksController {
  constructor(
    private readonly packs: Packs,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Post()
  @HttpCode(200)
  @Permit('read')
  @RouteConfig({ givesFile: true })
  @InPath('programme')
  @AnswersFile({
    summary: 'Take an evidence pack (zip), which anybody can verify without a server',
    description:
      "Taking one is recorded on the organisation's own chain, and is in the pack. It waits for the checkpoint that covers it.",
    problems: ['INVALID_REQUEST', 'NOT_FOUND', 'LOG_NOT_SIGNED'],
  })
  async take(
    @InProgramme() access: Access,
    @Body({ schema: PackRequest }) asked: PackRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { name, made, files } = await this.packs.take(access, asked);
    reply.header('cache-control', 'private, no-store');
    const zip = zipOf(files, made);
    zip.on('error', (error) => this.logger.error({ err: error, pack: name }, 'evidence pack'));
    return new StreamableFile(zip, {
      type: 'application/zip',
      disposition: `attachment; filename="${name}.zip"`,
    });
  }
}
