/**
 * An escalation ladder, as data.
 *
 * Each step is reached by the day count or by one of its slip conditions. An acknowledgement
 * postpones the day-count steps not yet reached by `holdWorkingDays`.
 */
export interface EscalationLadder {
  readonly steps: readonly EscalationStep[];
  readonly holdWorkingDays: number;
}

/**
 * One step of a ladder.
 *
 * `at`: working days from the effective deadline, negative before it. `ifNoForecastWithin`: the day
 * count applies only when no forecast was given within so many working days. `slip`: reached
 * whatever the day when the forecast slips by more than `over` working days. `pastHardDate`:
 * reached when the forecast lies after a hard date.
 */
export interface EscalationStep {
  readonly level: EscalationLevel;
  /** Roles to tell. */
  readonly tell: readonly string[];
  readonly at: number;
  readonly ifNoForecastWithin?: number | undefined;
  readonly slip?: readonly SlipCondition[] | undefined;
  readonly pastHardDate?: boolean | undefined;
}

/** A slip of more than `over` working days, on the critical path only if so marked. */
export interface SlipCondition {
  readonly over: number;
  readonly onCriticalPath?: boolean | undefined;
}

/** A level of escalation: L1 to L4. */
export type EscalationLevel = 1 | 2 | 3 | 4;
