import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { HolidayTable } from '#programme';
import { milestoneFields } from './milestone-fields.js';

/** Milestones of one date in three calendars: the programme's, their own, and their owner's. */
export const calendarYaml = `
format: evolve/definition/1
use: [../kinds/calendar.yaml, ../calendars/uk-bank-holidays.yaml]
id: border
title: Both sides of the border
organisation: { id: acme, title: Acme }
zone: Europe/London
calendar: england-and-wales
roles:
  PROGRAMME_MANAGER: { title: Programme manager }
  PMO: { title: Programme office }
  SRO: { title: Senior responsible owner }
  APPROVER: { title: Approver, relative: { roleIn: approvers } }
  REQUESTER: { title: Whoever asked, relative: { personIn: requestedBy } }
  SCOT: { title: Lead in Glasgow, calendar: scotland }
profiles:
  STD: { title: Standard, before: [5, 1], after: { days: [1] } }
charts:
  milestone:
    title: Milestone
${milestoneFields}
    initial: active
    states:
      active: { on: { CLAIM: { to: achieved, roles: [PMO] } } }
      achieved: { rest: true, on: { REOPEN: { to: active, roles: [PMO] } } }
  wait:
    title: Wait
    fields: { since: { type: date } }
    initial: waiting
    states:
      waiting: { rules: { OVER: { to: over, guard: { elapsed: { since: { field: since }, workingDays: 3 } } } } }
      over: { rest: true }
items:
  calendars: { chart: calendar-register, title: Calendars, mark: proposed }
  south:
    chart: milestone
    title: South
    mark: proposed
    data: &two
      due: { is: { precision: DAY, bound: BY, hardness: TARGET, date: '2013-12-02' } }
      profile: { is: STD }
      owner: { is: PMO }
  north: { chart: milestone, title: North, mark: proposed, calendar: scotland, data: *two }
  glasgow:
    chart: milestone
    title: Glasgow
    mark: proposed
    data:
      due: { is: { precision: DAY, bound: BY, hardness: TARGET, date: '2013-12-02' } }
      profile: { is: STD }
      owner: { is: SCOT }
  here: { chart: wait, title: Here, mark: proposed, data: { since: { is: '2013-11-28' } } }
  there: { chart: wait, title: There, mark: proposed, calendar: scotland, data: { since: { is: '2013-11-28' } } }
`;

/** A table of the shipped bank holidays, with days added. */
export function shippedTable(division: string, added: Partial<HolidayTable> = {}): HolidayTable {
  const file = parse(readFileSync('programmes/calendars/uk-bank-holidays.yaml', 'utf8'));
  const table = HolidayTable.parse(file.calendars[division]); // a calendar with holidays is a table
  const holidays = { ...table.holidays, ...added.holidays };
  return { ...table, ...added, holidays };
}
