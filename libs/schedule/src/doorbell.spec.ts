import { startDoorbell, type Bell } from './doorbell.js';

// Boundary: Jest puts itself there in a module, and its types say so nowhere.
const { useFakeTimers, useRealTimers, advanceTimersByTimeAsync } = (
  import.meta as unknown as { jest: typeof jest }
).jest;

/** A doorbell on things due at moments of a clock that only its waits move. */
function scene(due: number[], more: Partial<Bell> = {}) {
  useFakeTimers();
  const began = performance.now();
  const now = () => performance.now() - began;
  const rung: number[] = [];
  let looks = 0;
  const errors: unknown[] = [];
  const bell = startDoorbell({
    dueIn: async () => {
      looks += 1;
      const [next] = due.toSorted((one, other) => one - other);
      return next === undefined ? null : next - now();
    },
    ring: async () => {
      const ready = due.filter((each) => each <= now());
      for (const each of ready) due.splice(due.indexOf(each), 1);
      if (ready.length > 0) rung.push(now());
      return ready.length;
    },
    onError: (error) => void errors.push(error),
    lookMs: 200,
    ...more,
  });
  return {
    bell,
    due,
    rung,
    errors,
    looks: () => looks,
    pass: (milliseconds: number) => advanceTimersByTimeAsync(milliseconds),
  };
}

afterEach(() => void useRealTimers());

describe('the doorbell', () => {
  it('rings when the database says that something is due, never before', async () => {
    const { bell, rung, pass } = scene([70, 1234]);
    await pass(2000);
    expect(rung).toHaveLength(2);
    expect(rung[0]).toBeGreaterThanOrEqual(70);
    expect(rung[0]).toBeLessThanOrEqual(71);
    expect(rung[1]).toBeGreaterThanOrEqual(1234);
    expect(rung[1]).toBeLessThanOrEqual(1235);
    await bell.stop();
  });

  it('notices within one look what was set meanwhile', async () => {
    const { bell, due, rung, pass } = scene([]);
    await pass(1000);
    due.push(1001);
    await pass(201);
    expect(rung).toHaveLength(1);
    await bell.stop();
  });

  it('looks on after a failure, and tells of it', async () => {
    let failures = 2;
    const { bell, rung, errors, pass } = scene([50], {
      dueIn: async () => {
        failures -= 1;
        if (failures >= 0) throw new Error('the database is away');
        return 0;
      },
    });
    await pass(2500);
    expect(errors).toHaveLength(2);
    expect(rung).toHaveLength(1);
    await bell.stop();
  });

  it('takes a breath when others did what was due', async () => {
    const { bell, looks, pass } = scene([0], { ring: async () => 0 });
    await pass(100);
    expect(looks()).toBeGreaterThan(3);
    expect(looks()).toBeLessThanOrEqual(6);
    await bell.stop();
  });

  it('waits at its end for the ring under way, and rings no more', async () => {
    let finish = () => {};
    let over = false;
    const { bell, pass } = scene([0], {
      ring: () =>
        new Promise((resolve) => {
          finish = () => resolve(1);
        }),
    });
    await pass(10);
    const stopped = bell.stop().then(() => (over = true));
    await pass(1000);
    expect(over).toBe(false);
    finish();
    await stopped;
    expect(over).toBe(true);
  });
});
