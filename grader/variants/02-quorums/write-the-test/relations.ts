// Right tests that never say what the answer is: they say how several answers must fit together.
import type { NodeId } from '#sim';
import fc from 'fast-check';

type Group = readonly NodeId[];

interface Told {
  readonly from: NodeId;
  readonly round: number;
  readonly writer: NodeId;
  readonly value: string;
}

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
const members = fc.constantFrom(...names.map((_, at) => names.slice(0, at + 1)));
const split = members.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all)));

const without = (all: Group, some: Group) => all.filter((node) => !some.includes(node));

export function checkHasMajority({
  hasMajority,
}: {
  hasMajority: (members: Group, answered: Group) => boolean;
}): void {
  const noise = fc.array(fc.constantFrom('x', 'y', 'z'));
  fc.assert(
    fc.property(split, noise, ([all, some], strangers) => {
      const others = without(all, some);
      const [one, other] = [hasMajority(all, some), hasMajority(all, others)];
      // Two that avoid each other are never both majorities; one of them is, unless they are equal halves.
      if (one && other) throw new Error('both sides have a majority');
      if (!one && !other && some.length !== others.length) throw new Error('no side has one');
      // More members never hurt. Repeats and strangers change nothing.
      if (some.length < others.length && one) throw new Error('the smaller side has it');
      for (const same of [
        [...some, ...some],
        [...strangers, ...some],
        [...some, ...some.toReversed(), ...strangers],
      ]) {
        if (hasMajority(all, same) !== one) throw new Error('noise changed the answer');
      }
    }),
  );
}

export function checkPickQuorum({
  pickQuorum,
}: {
  pickQuorum: (members: Group, up: Group) => Group | null;
}): void {
  const twice = members.chain((all) => {
    // Of two groups of nodes that are up, the second one has as many as it can without the first.
    const first = fc.shuffledSubarray(all);
    return fc.tuple(fc.constant(all), first, fc.shuffledSubarray(all));
  });
  fc.assert(
    fc.property(twice, ([all, up, later]) => {
      const quorum = pickQuorum(all, up);
      const others = pickQuorum(all, without(all, up));
      fc.pre(up.length > 0);
      if (quorum && others) throw new Error('both sides have a quorum');
      if (!quorum && !others && 2 * up.length !== all.length) throw new Error('no side has one');
      for (const [picked, from] of [
        [quorum, up],
        [others, without(all, up)],
        [pickQuorum(all, later), later],
      ] as const) {
        if (!picked) continue;
        if (without(picked, from).length > 0) throw new Error('some are not up');
        // Whoever is left out of a quorum can't be one: ask with just them.
        const rest = without(all, picked);
        if (rest.length >= picked.length) throw new Error('the others are as many');
        if (rest.length > 0 && pickQuorum(all, rest)) throw new Error('two quorums do not meet');
      }
    }),
    { numRuns: 600 },
  );
}

export function checkNewest({ newest }: { newest: (told: readonly Told[]) => Told }): void {
  const told = fc
    .record({
      from: fc.constantFrom(...names),
      round: fc.integer({ min: 8, max: 11 }),
      writer: fc.constantFrom('v', 'w'),
    })
    .map((stamp) => ({ ...stamp, value: `${stamp.round} ${stamp.writer}` }));
  const key = ({ from, round, writer, value }: Told) => [from, round, writer, value].join();
  const stampOf = ({ round, writer }: Told) => `${round} ${writer}`;
  fc.assert(
    fc.property(fc.array(told, { minLength: 1, maxLength: 7 }), told, (some, one) => {
      const found = newest(some);
      if (!some.map(key).includes(key(found))) throw new Error('nobody told so');
      // The order does not matter; of one more answer only the better of both is left.
      if (stampOf(newest(some.toReversed())) !== stampOf(found)) throw new Error('order matters');
      const better = stampOf(newest([found, one]));
      if (stampOf(newest([...some, one])) !== better) throw new Error('not step by step');
      if (one.round > found.round && better !== stampOf(one)) throw new Error('an older round');
      if (one.round === found.round && one.writer > found.writer && better !== stampOf(one))
        throw new Error('an earlier writer');
    }),
  );
}
