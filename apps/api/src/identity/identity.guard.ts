import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Config } from '#config';
import { Engine } from '#engine';
import { ProblemError } from '../http/problem-error.js';
import { CONFIG } from '../tokens.js';
import { Grants } from './grants.js';
import { identify } from './identity.js';
import { rolesInWords } from './roles-in-words.js';
import { PERMISSION, type Access, type Permission } from './permit.js';

/** Denies what no route's @Permit allows, and finds out who asks and what they hold. */
@Injectable()
export class IdentityGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly grants: Grants,
    private readonly engine: Engine,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const permission = this.reflector.getAllAndOverride<Permission | undefined>(
      PERMISSION,
      targets,
    );
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    // The boot refuses a route that permits nothing; should one come to be all the same, it stays shut.
    if (permission === undefined) throw notFound(request);
    if (permission === 'public' || permission === 'token') return true;
    if (permission === 'demo') {
      if (this.config.mode !== 'demo') throw notFound(request);
      return true;
    }
    const headers = permission === 'operate' ? withPersonaAsked(request) : request.headers;
    const identity = identify(this.config.mode, headers);
    request.identity = identity;
    if (permission === 'identified') return true;
    if (permission === 'administer') {
      if (!identity.administers) throw mayNotAdminister(identity.persona?.title ?? identity.person);
      return true;
    }
    if (permission === 'operate') {
      if (!identity.operates) throw mayNotOperate(identity.persona?.title ?? identity.person);
      return true;
    }
    const access = await this.access(request, identity.person);
    request.access = access;
    if (permission === 'act') await this.mustAct(access);
    return true;
  }

  private async access(request: FastifyRequest, person: string): Promise<Access> {
    const { programme } = request.params as { programme: string }; // every such route has it in its path
    const access = await this.grants.access(person, programme);
    if (access === null) throw new ProblemError('NOT_FOUND', noProgramme(programme));
    return access;
  }

  private async mustAct({ organisation, programme, grants }: Access): Promise<void> {
    const compiled = await this.engine.definitionOf(organisation, programme);
    if (compiled === null) throw new ProblemError('NOT_FOUND', noProgramme(programme));
    const roles = grants.map((each) => each.role);
    if (roles.some((role) => compiled.definition.roles[role]?.readOnly !== true)) return;
    const detail = `You act as ${rolesInWords(compiled.definition, { grants })}, which may read but not change anything.`;
    throw new ProblemError('ROLE_NOT_PERMITTED', detail);
  }
}

const notFound = (request: FastifyRequest) =>
  new ProblemError('NOT_FOUND', `There is nothing at ${request.url.split('?', 1)[0]}.`);

const noProgramme = (id: string) => `There is no programme "${id}" that you may see.`;

const mayNotAdminister = (who: string) =>
  new ProblemError(
    'ROLE_NOT_PERMITTED',
    `${who} may not publish definitions or start programmes; the programme manager and the programme office may.`,
  );

const mayNotOperate = (who: string) =>
  new ProblemError('ROLE_NOT_PERMITTED', `${who} may not see to the server; its operators may.`);

/** A browser sends no header of ours: in a demonstration a page may be asked for `?as=operator`. */
function withPersonaAsked({ method, headers, query }: FastifyRequest): FastifyRequest['headers'] {
  const { as } = query as { as?: unknown }; // a query of any shape
  if (method !== 'GET' || typeof as !== 'string') return headers;
  return { 'evolve-persona': as, ...headers };
}
