// A class that does not exist, so that an instructor sees what the page makes of one.
import { type ClassFile, total } from './class-file.ts';

const learners = 18;
const pointsMax = 20;

/** Who is further on in the class has passed more; the later an exercise comes, the fewer have begun it. */
export function exampleClass(exercises: readonly string[]): ClassFile {
  const rows = Array.from({ length: learners }, (_, learner) =>
    exercises.map((_id, index) => {
      const reached = ((learner * 7) % learners) / learners - index / (exercises.length + 1);
      if (reached < -0.25) return null;
      return reached > 0 ? pointsMax : (learner * 5 + index * 3) % pointsMax;
    }),
  );
  return {
    version: 1,
    edition: 'example',
    exercises: exercises.map((id) => ({ id, pointsMax })),
    learners: rows.toSorted((a, b) => total(b) - total(a)),
  };
}
