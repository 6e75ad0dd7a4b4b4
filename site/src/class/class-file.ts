// A class as numbers: what the page shows, and what an instructor publishes. No names, no code, and in an order that says
// nothing about who is who.

export interface ClassFile {
  readonly version: 1;
  readonly edition: string;
  readonly exercises: readonly { readonly id: string; readonly pointsMax: number }[];
  /** For each learner, the points in each exercise; null where it was not started. The best come first. */
  readonly learners: readonly (readonly (number | null)[])[];
}

/** What is read of a report, as `quorate grade --json` prints it. */
interface Report {
  readonly version: 1;
  readonly edition: string;
  readonly exercises: readonly {
    readonly id: string;
    readonly outcome: string;
    readonly points: number;
    readonly pointsMax: number;
  }[];
}

/** A class file, or the reports of its learners, as texts. @throws Error that says which text is neither. */
export function classOf(files: readonly { name: string; text: string }[]): ClassFile {
  const contents = files.map(({ name, text }) => ({ name, content: parsed(name, text) }));
  const [only] = contents;
  if (contents.length === 1 && isClassFile(only!.content)) return only!.content;

  const reports = contents.flatMap(({ name, content }) =>
    (Array.isArray(content) ? content : [content]).map((report: unknown) => {
      if (!isReport(report)) throw new Error(`${name} is not a report of "quorate grade --json".`);
      return report;
    }),
  );
  return summarise(reports);
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${name} is not JSON.`);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isClassFile = (value: unknown): value is ClassFile =>
  isObject(value) && value['version'] === 1 && Array.isArray(value['learners']);

const isReport = (value: unknown): value is Report =>
  isObject(value) && value['version'] === 1 && Array.isArray(value['exercises']);

export function summarise(reports: readonly Report[]): ClassFile {
  const pointsMax = new Map(
    reports.flatMap(({ exercises }) => exercises.map((each) => [each.id, each.pointsMax] as const)),
  );
  const ids = [...pointsMax.keys()].toSorted();
  const learners = reports.map(({ exercises }) =>
    ids.map((id) => {
      const found = exercises.find((each) => each.id === id);
      return found && found.outcome !== 'not started' ? found.points : null;
    }),
  );
  return {
    version: 1,
    edition: reports[0]?.edition ?? '',
    exercises: ids.map((id) => ({ id, pointsMax: pointsMax.get(id)! })),
    learners: learners.toSorted((a, b) => total(b) - total(a)),
  };
}

export const total = (points: readonly (number | null)[]): number =>
  points.reduce<number>((sum, each) => sum + (each ?? 0), 0);

export interface ExerciseNumbers {
  readonly passed: number;
  readonly inProgress: number;
  readonly notStarted: number;
  /** Of those who have started. */
  readonly median: number | undefined;
}

export function numbersOf({ exercises, learners }: ClassFile, index: number): ExerciseNumbers {
  const { pointsMax } = exercises[index]!;
  const started = learners.map((points) => points[index] ?? null).filter((each) => each !== null);
  const sorted = started.toSorted((a, b) => a - b);
  const passed = started.filter((points) => points >= pointsMax).length;
  return {
    passed,
    inProgress: started.length - passed,
    notStarted: learners.length - started.length,
    median: sorted[Math.floor(sorted.length / 2)],
  };
}
