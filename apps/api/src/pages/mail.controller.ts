import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { listMail, readMail } from '#schedule';
import { listOrganisations, type Store } from '#store';
import { ProblemError } from '../http/problem-error.js';
import { Permit } from '../identity/permit.js';
import { STORE } from '../tokens.js';
import { mailboxPage, mailPage } from './mail.js';

const HTML = 'text/html; charset=utf-8';
const MOST = 200;

/** The mailbox of a demonstration: mail that would have gone out, kept here instead. */
@ApiExcludeController()
@Controller('dev/mail')
export class MailController {
  constructor(@Inject(STORE) private readonly store: Store) {}

  @Get()
  @Permit('demo')
  @Header('content-type', HTML)
  async list(): Promise<string> {
    const organisations = await listOrganisations(this.store);
    const lines = await Promise.all(
      organisations.map(({ id }) => listMail(this.store.pool, { organisation: id, limit: MOST })),
    );
    return mailboxPage(lines.flat().toSorted((one, other) => other.id - one.id));
  }

  @Get(':organisation/:id')
  @Permit('demo')
  @Header('content-type', HTML)
  async one(@Param('organisation') organisation: string, @Param('id') id: string): Promise<string> {
    const number = /^\d{1,15}$/.test(id) ? Number(id) : null;
    const mail = number === null ? null : await readMail(this.store.pool, organisation, number);
    if (mail === null) throw new ProblemError('NOT_FOUND', `There is no mail "${id}".`);
    return mailPage(mail);
  }
}
