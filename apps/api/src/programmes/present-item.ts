import type { AsAt, HeldEvidence, ItemSummary, ItemValue, ItemView, Quote } from '#contract';
import { stateWords, type CompiledDefinition, type Definition, type ItemState } from '#programme';

export function presentItem(item: ItemState): ItemSummary {
  return {
    item: item.id,
    chart: item.chart,
    title: item.title,
    state: stateWords(item.value),
    value: item.value,
    since: item.since,
    closed: item.closed,
    version: item.version,
    unknown: Object.keys(item.unknown).length,
  };
}

/** An item with every value, its mark, and the facts it rests on, quoted with document and lines. */
export function presentItemView(
  compiled: CompiledDefinition,
  item: ItemState,
  evidence: HeldEvidence[],
  asAt: AsAt | null,
): ItemView {
  const { definition } = compiled;
  const opening = definition.items[item.id];
  const values = valuesOf(compiled, item);
  const cited = [...(opening?.sources ?? []), ...values.flatMap((each) => each.sources)];
  return {
    ...presentItem(item),
    purpose: compiled.charts[item.chart]?.chart.purpose ?? null,
    mark: opening?.mark ?? null,
    note: opening?.note ?? null,
    values,
    evidence,
    facts: [...new Set(cited)].flatMap((id) => quote(definition, id)),
    asAt,
  };
}

function valuesOf(compiled: CompiledDefinition, item: ItemState): ItemValue[] {
  const fields = compiled.charts[item.chart]?.chart.fields ?? {};
  const names = new Set([...Object.keys(fields), ...Object.keys(item.data)]);
  return [...names].map((field) => {
    const mark = item.marks[field];
    return {
      field,
      title: fields[field]?.title ?? field,
      type: fields[field]?.type ?? 'any',
      value: item.data[field] ?? null,
      mark: mark?.mark ?? null,
      sources: mark?.sources ?? [],
      note: mark?.note ?? null,
      unknown: item.unknown[field] ?? null,
    };
  });
}

/** A fact in the words of its document; nothing for a source that is not one of the facts. */
function quote(definition: Definition, id: string): Quote[] {
  const fact = definition.facts[id];
  if (fact === undefined) return [];
  const document = definition.documents[fact.document]?.title ?? fact.document;
  return [{ id, quote: fact.quote, document, lines: fact.lines }];
}
