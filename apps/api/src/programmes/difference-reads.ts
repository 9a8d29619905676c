import { Injectable } from '@nestjs/common';
import type { DifferenceQuery, Differences } from '#contract';
import { Engine } from '#engine';
import { compareStates, type CompiledDefinition, type ValueDifference } from '#programme';
import { invalidRequest } from '../http/schema.pipe.js';
import type { Access } from '../identity/permit.js';
import { unknownProgramme } from './programme-reads.js';
import { seenAt, type Past } from './seen-at.js';

/** Compares a programme with itself at another date. */
@Injectable()
export class DifferenceReads {
  constructor(private readonly engine: Engine) {}

  async between(
    access: Access,
    { from, to, basis = 'recorded' }: DifferenceQuery,
  ): Promise<Differences> {
    if (from > to) {
      const detail = `"${from}" is after "${to}"; name the earlier day first`;
      throw invalidRequest([{ pointer: 'query:/from', detail }]);
    }
    const was = await seenAt(this.engine, access, { day: from, basis }, 'query:/from');
    const is = await seenAt(this.engine, access, { day: to, basis }, 'query:/to');
    if (was === null || is === null) throw unknownProgramme(access.programme);
    return presentDifferences(was, is);
  }
}

function presentDifferences(was: Past, is: Past): Differences {
  const items = compareStates(was.state, is.state).map(({ values, ...each }) => {
    const chart = (is.state.items[each.item] ?? was.state.items[each.item])?.chart ?? '';
    return { ...each, values: values.map((value) => titled(is.compiled, chart, value)) };
  });
  return { from: was.asAt, to: is.asAt, items };
}

const titled = (compiled: CompiledDefinition, chart: string, value: ValueDifference) => ({
  ...value,
  title: compiled.charts[chart]?.chart.fields?.[value.field]?.title ?? value.field,
});
