import type { Rule, Transition } from './chart-schema.js';

/** Whether a step gives its item the new day that stands in this field of the change it is sent with. */
export const redatesFrom = ({ changes }: Transition | Rule, newDate: string): boolean =>
  changes.some(
    (change) =>
      'set' in change &&
      !('item' in change) &&
      Object.values(change.set).some(
        (source) =>
          'its' in source &&
          source.its === newDate &&
          'payload' in source.of &&
          source.of.payload === 'change',
      ),
  );
