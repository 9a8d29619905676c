import { addDays, addWorkingDays, isIsoDate, type IsoDate } from '#plan';
import type { Operand } from '../definition/guard-schema.js';
import type { JsonObject } from '../model.js';
import { calendarOf } from '../schedule/calendars.js';
import { milestonePlan } from '../schedule/milestone.js';
import { planDay, standing } from '../schedule/standing.js';
import { answerOf, type LeafAnswer } from './finding.js';
import { ruleRow } from './rule-row.js';
import { look, today, type Scope } from './scope.js';

export function dateReachedLeaf(guard: { date: string | Operand }, scope: Scope): LeafAnswer {
  const date = typeof guard.date === 'string' ? guard.date : look(guard.date, scope).value;
  const now = today(scope);
  if (!isIsoDate(date)) {
    return {
      answer: 'unknown',
      words: 'the date is still to be confirmed',
      inputs: { date: null },
    };
  }
  const holds = now >= date;
  return {
    answer: answerOf(holds),
    words: holds ? `${date} is reached` : `not before ${date}; today is ${now}`,
    inputs: { date, today: now },
  };
}

type Period = {
  since: Operand;
  days?: number | Operand | undefined;
  workingDays?: number | Operand | undefined;
};

/** The day on which a period is over, or null while either part is still to be confirmed. */
export function elapsedOn(guard: Period, scope: Scope): IsoDate | null {
  const since = look(guard.since, scope).value;
  const [length, working] =
    guard.workingDays === undefined ? [guard.days, false] : [guard.workingDays, true];
  const days = typeof length === 'object' ? look(length, scope).value : length;
  if (!isIsoDate(since) || typeof days !== 'number') return null;
  return working
    ? addWorkingDays(calendarOf(scope.compiled, scope.item, scope.state.items), since, days)
    : addDays(since, days);
}

export function elapsedLeaf(guard: Period, scope: Scope): LeafAnswer {
  const over = elapsedOn(guard, scope);
  const now = today(scope);
  if (over === null) {
    return {
      answer: 'unknown',
      words: 'the length of the period or its start is still to be confirmed',
      inputs: { over: null },
    };
  }
  return {
    answer: answerOf(now >= over),
    words:
      now >= over
        ? `the period ended on ${over}`
        : `the period runs until ${over}; today is ${now}`,
    inputs: { over, today: now },
  };
}

/** Whether an effective-dated rule has a row for the values asked on the day asked. */
export function ruleResolvedLeaf(
  guard: { rule: string; on: Operand; match: Record<string, Operand> },
  scope: Scope,
): LeafAnswer {
  const table = scope.compiled.definition.rules[guard.rule];
  const on = look(guard.on, scope).value;
  const values = Object.fromEntries(
    Object.entries(guard.match).map(([name, operand]) => [name, look(operand, scope).value]),
  );
  const missing = Object.keys(values).filter((name) => values[name] === null);
  const title = table?.title ?? guard.rule;
  const inputs: JsonObject = { on, ...values };
  if (!isIsoDate(on) || missing.length > 0) {
    const names = [...(isIsoDate(on) ? [] : ['the day']), ...missing].join(', ');
    return { answer: 'unknown', words: `${title}: ${names} still to be confirmed`, inputs };
  }
  const row = table && ruleRow(table, on, values);
  if (row === undefined)
    return { answer: 'no', words: `${title}: no rule covers this case`, inputs };
  return { answer: 'yes', words: `${title}: ${row.text}`, inputs: { ...inputs, days: row.days } };
}

export function forecastLeaf(wanted: 'onPlan' | 'slipping' | 'late', scope: Scope): LeafAnswer {
  const plan = milestonePlan(scope.compiled, scope.item, scope.state.items);
  const is =
    plan === null
      ? null
      : standing(scope.compiled, scope.state, plan, planDay(scope.compiled, scope.now)).forecast;
  const inputs = { forecast: is, committed: plan?.committed ?? null, wanted };
  return {
    answer: answerOf(is === wanted),
    words: `by its dates it is ${is ?? 'without a plan'}`,
    inputs,
  };
}
