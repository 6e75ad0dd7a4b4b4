// An exercise's data, fetched once.
import type { ExerciseData } from './data.ts';

const fetched = new Map<string, Promise<ExerciseData>>();

export function fetchExercise(id: string): Promise<ExerciseData> {
  const known = fetched.get(id);
  if (known) return known;
  const data = import(`../generated/exercises/${id}.json`).then(
    (module: { default: ExerciseData }) => module.default,
  );
  fetched.set(id, data);
  return data;
}
