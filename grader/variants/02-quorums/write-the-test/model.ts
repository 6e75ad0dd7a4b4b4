// Right tests that have an implementation of their own and compare, where there is one right answer. Some cases by hand.
import type { NodeId } from '#sim';
import { array, assert, constantFrom, integer, nat, property, record, tuple } from 'fast-check';

interface Told {
  readonly from: NodeId;
  readonly round: number;
  readonly writer: NodeId;
  readonly value: string;
}

const named = (letter: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${letter}${at}`);
const sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9];

function expectEqual(found: unknown, right: unknown, asked: string): void {
  if (JSON.stringify(found) !== JSON.stringify(right))
    throw new Error(`${asked}: ${String(found)}, not ${String(right)}`);
}

export function checkHasMajority({
  hasMajority,
}: {
  hasMajority: (members: NodeId[], answered: NodeId[]) => boolean;
}): void {
  // Every size, every number of answers, each with and without repeats and strangers. Nothing is left to chance.
  for (const size of sizes) {
    const members = named('m', size);
    for (let count = 0; count <= size; count++) {
      const heard = members.slice(size - count);
      const strangers = named('s', size);
      for (const answered of [heard, [...heard, ...heard], [...strangers, ...heard]]) {
        expectEqual(
          hasMajority(members, answered),
          count * 2 > size,
          `${size} members, ${answered.join(' ')}`,
        );
      }
    }
  }
}

export function checkPickQuorum({
  pickQuorum,
}: {
  pickQuorum: (members: NodeId[], up: NodeId[]) => NodeId[] | null;
}): void {
  const bits = array(nat({ max: 1 }), { minLength: 9, maxLength: 9 });
  assert(
    property(tuple(constantFrom(...sizes), bits), ([size, states]) => {
      const members = named('m', size);
      const up = members.filter((_, at) => states[at] === 1);
      const quorum = pickQuorum(members, up);
      const needed = Math.floor(size / 2) + 1;
      if (up.length < needed) return expectEqual(quorum, null, 'too few');
      if (!quorum) throw new Error('gave up');
      const picked = new Set(quorum);
      if (picked.size !== quorum.length || picked.size < needed) throw new Error('too small');
      for (const node of quorum) if (!up.includes(node)) throw new Error(`${node} is down`);
    }),
    { numRuns: 1_000 },
  );
}

export function checkNewest({ newest }: { newest: (told: Told[]) => Told }): void {
  const write = record({
    round: integer({ min: 7, max: 11 }),
    writer: constantFrom('a', 'b', 'c'),
  });
  const answer = tuple(constantFrom('n1', 'n2', 'n3', 'n4', 'n5'), write).map(
    ([from, { round, writer }]) => ({ from, round, writer, value: `${round}${writer}` }),
  );
  const rank = ({ round, writer }: Told) => round * 10 + 'abc'.indexOf(writer);
  assert(
    property(array(answer, { minLength: 1, maxLength: 8 }), (told) => {
      const found = newest(told);
      expectEqual(rank(found), Math.max(...told.map(rank)), 'rank');
      expectEqual(
        told.some(
          (one) =>
            JSON.stringify(one) ===
            JSON.stringify({
              from: found.from,
              round: found.round,
              writer: found.writer,
              value: found.value,
            }),
        ),
        true,
        'told',
      );
    }),
  );
}
