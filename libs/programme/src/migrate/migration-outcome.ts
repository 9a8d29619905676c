import type { Json, StateValue } from '../model.js';

/** An opening value as it stands in an entry: free text wrapped, `tbc` where it is still to be confirmed. */
export type FilledField = {
  field: string;
  value: Json;
  mark: string;
  sources: string[];
  tbc?: string;
};

/**
 * What moving to another version does to a programme, as outcomes: replaying them needs neither the
 * version before nor its mapping.
 */
export type MigrationOutcome =
  | { op: 'renameItem'; item: string; to: string }
  /** The version has no such item: it is set aside as it stands, and takes no part any more. */
  | { op: 'retireItem'; item: string }
  /** An item that an earlier migration set aside has its part again, as it stood. */
  | { op: 'restoreItem'; item: string }
  | {
      op: 'addItem';
      item: string;
      chart: string;
      title: string;
      value: StateValue;
      mark: string;
      sources: string[];
    }
  | {
      op: 'moveItem';
      item: string;
      chart: string;
      /** Of items of the definition; one that an event created keeps its own. */
      title?: string;
      value: StateValue;
      remembered: { [path: string]: StateValue };
    }
  | { op: 'renameField'; item: string; field: string; to: string }
  /** All at once, old name → new: two duties may change names with each other. */
  | { op: 'renameDuties'; item: string; duties: { [old: string]: string } }
  | ({ op: 'fillField'; item: string } & FilledField);
