import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AsAtQuery, AvailableList, ItemList, ItemView } from '#contract';
import { InProgramme, Permit, type Access } from '../identity/permit.js';
import { Answers } from '../openapi/answers.js';
import { InPath } from './path.js';
import { ProgrammeReads } from './programme-reads.js';

const AvailableQuery = z.strictObject({ item: z.string().optional() });
type AvailableQuery = z.infer<typeof AvailableQuery>;

@ApiTags('items')
@Controller('api/v1/programmes/:programme')
export class ItemsController {
  constructor(private readonly reads: ProgrammeReads) {}

  @Get('items')
  @Permit('read')
  @InPath('programme')
  @Answers({
    summary: 'Every item and its state, now or as at a day',
    schema: ItemList,
    problems: ['INVALID_REQUEST', 'NOT_FOUND'],
  })
  list(
    @InProgramme() access: Access,
    @Query({ schema: AsAtQuery }) query: AsAtQuery,
  ): Promise<ItemList> {
    return this.reads.items(access, query);
  }

  @Get('items/:item')
  @Permit('read')
  @InPath('programme', 'item')
  @Answers({
    summary: 'An item, its values, and the facts they rest on, now or as at a day',
    schema: ItemView,
    problems: ['INVALID_REQUEST', 'NOT_FOUND', 'UNKNOWN_ITEM'],
  })
  one(
    @InProgramme() access: Access,
    @Param('item') item: string,
    @Query({ schema: AsAtQuery }) query: AsAtQuery,
  ): Promise<ItemView> {
    return this.reads.item(access, item, query);
  }

  @Get('available')
  @Permit('read')
  @InPath('programme')
  @Answers({
    summary: 'What can be done now, and why the rest is blocked',
    schema: AvailableList,
    problems: ['INVALID_REQUEST', 'NOT_FOUND', 'UNKNOWN_ITEM'],
  })
  available(
    @InProgramme() access: Access,
    @Query({ schema: AvailableQuery }) { item }: AvailableQuery,
  ): Promise<AvailableList> {
    return this.reads.available(access, item);
  }
}
