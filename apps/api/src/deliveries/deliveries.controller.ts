import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { DeliveryResent, FailedDeliveries, FailedDeliveryFilter } from '#contract';
import { InProgramme, Permit, type Access } from '../identity/permit.js';
import { Answers } from '../openapi/answers.js';
import { InPath } from '../programmes/path.js';
import { DeadLetters } from './dead-letters.js';

@ApiTags('deliveries')
@Controller('api/v1/programmes/:programme/deliveries')
export class DeliveriesController {
  constructor(private readonly letters: DeadLetters) {}

  @Get()
  @Permit('read')
  @InPath('programme')
  @Answers({
    summary: 'Deliveries that were given up, and why',
    description: 'For the programme manager and the programme office.',
    schema: FailedDeliveries,
    problems: ['INVALID_REQUEST', 'ROLE_NOT_PERMITTED', 'NOT_FOUND'],
  })
  list(
    @InProgramme() access: Access,
    @Query({ schema: FailedDeliveryFilter }) filter: FailedDeliveryFilter,
  ): Promise<FailedDeliveries> {
    return this.letters.list(access, filter);
  }

  @Post(':delivery/resend')
  @HttpCode(200)
  @Permit('act')
  @InPath('programme')
  @ApiParam({
    name: 'delivery',
    required: true,
    schema: { type: 'string' },
    example: '9f2c41d07be3a865',
  })
  @Answers({
    summary: 'Send a failed delivery again',
    description:
      'It has all its attempts before it. A notice that reached nobody has its recipients looked up anew.',
    schema: DeliveryResent,
    problems: ['ROLE_NOT_PERMITTED', 'NOT_FOUND'],
  })
  resend(
    @InProgramme() access: Access,
    @Param('delivery') delivery: string,
  ): Promise<DeliveryResent> {
    return this.letters.resend(access, delivery);
  }
}
