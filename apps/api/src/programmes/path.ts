import { applyDecorators } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';

const examples = {
  programme: 'evolve-nca',
  item: 'M06',
  notice: 'M06.KEY-10',
  report: 'slippage',
  sha256: 'e3b0c442…',
};

/** Describes the parameters in a route's path for the OpenAPI document. */
export const InPath = (...names: (keyof typeof examples)[]) =>
  applyDecorators(
    ...names.map((name) =>
      ApiParam({ name, required: true, schema: { type: 'string' }, example: examples[name] }),
    ),
  );
