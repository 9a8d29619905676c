import { Readable } from 'node:stream';
import {
  Controller,
  Get,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '#config';
import { EvidenceAdded, EvidenceList, EvidenceQuery, NewEvidence } from '#contract';
import { CONFIG } from '../tokens.js';
import { InProgramme, Permit, type Access } from '../identity/permit.js';
import { Answers, AnswersFile } from '../openapi/answers.js';
import { InPath } from '../programmes/path.js';
import { Evidence } from './evidence.js';
import { readUpload } from './read-upload.js';

@ApiTags('evidence')
@Controller('api/v1/programmes/:programme/evidence')
export class EvidenceController {
  constructor(
    private readonly evidence: Evidence,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Permit('read')
  @InPath('programme')
  @Answers({
    summary: 'The files of evidence of a programme, and what is taken',
    schema: EvidenceList,
    problems: ['INVALID_REQUEST', 'NOT_FOUND'],
  })
  list(
    @InProgramme() access: Access,
    @Query({ schema: EvidenceQuery }) query: EvidenceQuery,
  ): Promise<EvidenceList> {
    return this.evidence.list(access, query);
  }

  @Post()
  @Permit('act')
  @RouteConfig({ takesFile: true })
  @InPath('programme')
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Answers({
    summary: 'Upload a file of evidence',
    description:
      'The body is the file itself, `Content-Type` its media type (or `?type=`). Events then name it by its `source`. The same content is kept once.',
    status: 201,
    schema: EvidenceAdded,
    problems: [
      'INVALID_REQUEST',
      'ROLE_NOT_PERMITTED',
      'NOT_FOUND',
      'BODY_TOO_LARGE',
      'WRONG_CONTENT_TYPE',
      'EVIDENCE_REFUSED',
    ],
  })
  async add(
    @InProgramme() access: Access,
    @Query({ schema: NewEvidence }) query: NewEvidence,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EvidenceAdded> {
    const { limitBytes } = this.config.evidence;
    const { 'content-length': announced, 'content-type': said = '' } = request.headers;
    const type = query.type ?? said.split(';', 1)[0] ?? '';
    const bytes = await readUpload(request.body, announced, limitBytes).catch((error: unknown) => {
      reply.header('connection', 'close'); // the rest of the body is not read
      throw error;
    });
    return this.evidence.add(access, query, type.trim().toLowerCase(), bytes);
  }

  @Get(':sha256')
  @Permit('read')
  @RouteConfig({ givesFile: true })
  @InPath('programme', 'sha256')
  @AnswersFile({ summary: 'A file of evidence, to be saved', problems: ['NOT_FOUND'] })
  async file(
    @InProgramme() access: Access,
    @Param('sha256') sha256: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { file, bytes } = await this.evidence.open(access, sha256);
    reply.header('etag', `"${sha256}"`).header('cache-control', 'private, no-cache');
    return new StreamableFile(Readable.from(bytes), {
      type: file.mediaType,
      disposition: `attachment; filename*=UTF-8''${percentEncoded(file.name)}`,
      length: file.size,
    });
  }
}

/** As RFC 8187 has it: stricter than what addresses need. */
const percentEncoded = (name: string): string =>
  encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );
