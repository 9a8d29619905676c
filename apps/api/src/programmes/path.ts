import { applyDecorators } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';

const examples = {
  programme: 'evolve-nca',
  item: 'M06',
  notice: 'M06.KEY-10',
  report: 'slippage',
  sha256: 'e3b0c442…',
  redaction: '9f2c41d07be3a865',
  hold: '41d07be3a8659f2c',
};

/** Describes the parameters in a route's path for the OpenAPI document. */
export const InPath = (...names: (keyof typeof examples)[]) =>
  applyDecorators(
    ...names.map((name) =>
      ApiParam({ name, required: true, schema: { type: 'string' }, example: examples[name] }),
    ),
  );
